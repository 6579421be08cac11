package io.sessiongrid.server;

import com.hazelcast.config.Config;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.node.GridSettingsException;
import io.sessiongrid.node.HazelcastConfigs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code grid-node doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks for what would hurt one day: in the configuration that a member here would start with, on this machine,"
                    + " and in the grid if it can be reached. Changes nothing.",
            "",
            "Give it the options that you give start."
        },
        exitCodeList = {"0:nothing to repair was found", "1:failed", "2:wrong usage", "3:something was found"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final MemberOptions options = new MemberOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            converter = WholeNumber.class,
            description = "How long to wait for the grid (default: ${DEFAULT-VALUE})")
    private int timeout;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ConsoleLog.silence();
        List<Finding> findings = new ArrayList<>(BesideTheFile.findings());
        FoundConfig<Config> found = configuration(findings);
        if (found != null) {
            findings.addAll(around(found.config()));
        }
        print(findings);
        return findings.stream().allMatch(finding -> finding.level() == Finding.Level.NOTE)
                ? ExitCode.OK
                : ExitCode.UNSAFE;
    }

    /** Null if there is nothing to look at. */
    private @Nullable FoundConfig<Config> configuration(List<Finding> findings) {
        String location = location();
        try {
            FoundConfig<Config> found = HazelcastConfigs.member(location);
            out().println("Configuration: " + found.origin());
            List<Finding> inFile = ConfigFindings.in(found);
            findings.addAll(inFile);
            if (inFile.stream().noneMatch(finding -> finding.level() == Finding.Level.ERROR)) {
                findings.addAll(TrialStart.of(HazelcastConfigs.member(location)));
            }
            return found;
        } catch (GridSettingsException e) {
            findings.addAll(Finding.of(e));
            FoundConfig<Config> rest = HazelcastConfigs.restOfMember(location);
            if (rest == null) {
                out().println("Configuration: cannot be used, and so only what is wrong with its form is named");
            } else {
                out().println("Configuration: " + rest.origin() + ", as far as it can be read");
                findings.addAll(ConfigFindings.in(rest));
            }
            return rest;
        }
    }

    private @Nullable String location() {
        return options.config() == null ? BesideTheFile.configLocation() : options.config();
    }

    /** The machine and the grid. */
    private List<Finding> around(Config config) {
        try (GridClient grid = GridClient.connect(
                new GridOptions(config, timeout), spec.commandLine().getErr())) {
            var replies = grid.reports();
            out().println("Grid: cluster " + config.getClusterName() + ", members: " + replies.size());
            boolean running = replies.keySet().stream()
                    .anyMatch(member -> Interfaces.isHere(member.getAddress().getHost()));
            List<Finding> findings = new ArrayList<>(MachineFindings.of(config, running));
            findings.addAll(GridFindings.in(replies));
            return findings;
        } catch (NoGridException e) {
            out().println("Grid: not reached, and so not looked at");
            return MachineFindings.of(config, false);
        } catch (GridSettingsException e) {
            out().println("Grid: not looked at, because the configuration of the client for that cannot be used");
            List<Finding> findings = new ArrayList<>(Finding.of(e));
            findings.addAll(MachineFindings.of(config, false));
            return findings;
        }
    }

    private void print(List<Finding> findings) {
        out().println();
        findings.stream().sorted(Comparator.comparing(Finding::level)).forEach(out()::println);
        long notes = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.NOTE)
                .count();
        long others = findings.size() - notes;
        out().println((others == 0 ? "Found nothing to repair" : others == 1 ? "1 finding" : others + " findings")
                + (notes == 0 ? "" : notes == 1 ? ", 1 note" : ", " + notes + " notes"));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
