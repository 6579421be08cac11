package io.sessiongrid.server;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.node.GridSettingsException;
import io.sessiongrid.node.HazelcastConfigs;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.Reply;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        Set<Finding> findings = new LinkedHashSet<>(BesideTheFile.findings());
        FoundConfig<Config> found = configuration(findings);
        findings.addAll(found == null ? MachineFindings.of(null, Set.of()) : around(found));
        print(findings);
        return findings.stream().allMatch(finding -> finding.level() == Finding.Level.NOTE)
                ? ExitCode.OK
                : ExitCode.UNSAFE;
    }

    /** Null if there is nothing to look at. */
    private @Nullable FoundConfig<Config> configuration(Set<Finding> findings) {
        String location = location();
        try {
            FoundConfig<Config> found = HazelcastConfigs.member(location);
            out().println("Configuration: " + found.origin());
            List<Finding> inFile = inFile(found);
            findings.addAll(inFile);
            if (inFile.stream().noneMatch(finding -> finding.level() == Finding.Level.ERROR)) {
                FoundConfig<Config> again = HazelcastConfigs.member(location);
                findings.addAll(progress().during("Starting a member for a moment, alone", () -> TrialStart.of(again)));
            }
            return found;
        } catch (GridSettingsException e) {
            findings.addAll(Finding.of(e));
            List<String> besideTheFile = new ArrayList<>();
            FoundConfig<Config> rest = HazelcastConfigs.restOfMember(location, besideTheFile);
            findings.addAll(Finding.of(new GridSettingsException(besideTheFile)));
            if (rest == null) {
                out().println("Configuration: cannot be used, and so not looked into any further");
            } else {
                out().println("Configuration: " + rest.origin() + ", as far as it can be read");
                findings.addAll(inFile(rest));
            }
            return rest;
        }
    }

    private List<Finding> inFile(FoundConfig<Config> found) {
        return progress()
                .during("Looking at the configuration and for the hosts in it", () -> ConfigFindings.in(found));
    }

    private @Nullable String location() {
        return options.config() == null ? BesideTheFile.configLocation() : options.config();
    }

    /** The machine and the grid. */
    private List<Finding> around(FoundConfig<Config> found) {
        Config config = found.config();
        List<Finding> findings = new ArrayList<>(protect(config));
        try (GridClient grid = GridClient.connect(new GridOptions(config, timeout), progress())) {
            Map<Member, Reply<MemberReport>> replies = grid.reports();
            out().println("Grid: cluster " + config.getClusterName() + ", members: " + replies.size());
            Set<Integer> here = replies.keySet().stream()
                    .map(Member::getAddress)
                    .filter(address -> Interfaces.isHere(address.getHost()))
                    .map(Address::getPort)
                    .collect(Collectors.toSet());
            findings.addAll(MachineFindings.of(config, here));
            findings.addAll(GridFindings.in(replies));
            findings.addAll(new FileAndGrid(found, replies.size() + (here.isEmpty() ? 1 : 0))
                    .differences(grid.inspections(maps(config, replies))));
        } catch (NoGridException e) {
            out().println("Grid: not reached, and so not looked at");
            findings.addAll(MachineFindings.of(config, Set.of()));
            findings.addAll(unknownGrid(config));
        } catch (GridSettingsException e) {
            out().println("Grid: not looked at, because the configuration of the client for that cannot be used");
            findings.addAll(Finding.of(e));
            findings.addAll(MachineFindings.of(config, Set.of()));
        }
        return findings;
    }

    /** As a member that starts here would, so that it can be compared with those of the grid. */
    private static List<Finding> protect(Config config) {
        try {
            HazelcastConfigs.protect(config, BesideTheFile.settings());
            return List.of();
        } catch (GridSettingsException e) {
            // What is wrong with a setting itself is among the findings already, and the same twice is said once.
            return Finding.of(e);
        }
    }

    /** Those of the file and those in use. */
    private static Set<String> maps(Config config, Map<Member, Reply<MemberReport>> replies) {
        Set<String> maps = new TreeSet<>(ConfigFindings.sessionMaps(config));
        maps.addAll(StatusCommand.maps(replies));
        return maps;
    }

    /** Whoever looks for a grid by a wrong name finds none, and forms one of their own. */
    private List<Finding> unknownGrid(Config config) {
        List<String> answering = progress()
                .during(
                        "Looking at the ports of members",
                        () -> GridOptions.addresses(config).stream()
                                .filter(Interfaces::answers)
                                .toList());
        return answering.isEmpty()
                ? List.of()
                : List.of(Finding.warn(
                        "grid",
                        "what answers at " + String.join(", ", answering) + " is no member of cluster "
                                + config.getClusterName() + ", or stands still: a member here would form a grid of its"
                                + " own",
                        "compare the cluster name with that of the members there"));
    }

    private void print(Collection<Finding> findings) {
        out().println();
        findings.stream().sorted(Comparator.comparing(Finding::level)).forEach(out()::println);
        long notes = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.NOTE)
                .count();
        long others = findings.size() - notes;
        out().println((others == 0 ? "Found nothing to repair" : others == 1 ? "1 finding" : others + " findings")
                + (notes == 0 ? "" : notes == 1 ? ", 1 note" : ", " + notes + " notes"));
    }

    private Progress progress() {
        return new Progress(spec.commandLine().getErr());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
