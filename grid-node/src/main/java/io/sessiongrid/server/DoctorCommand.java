package io.sessiongrid.server;

import com.hazelcast.config.Config;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.node.GridSettingsException;
import io.sessiongrid.node.HazelcastConfigs;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code grid-node doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        description = {
            "Looks for what would hurt one day: in the configuration that a member here would start with, on this machine,"
                    + " and in the grid if it can be reached. Changes nothing.",
            "",
            "Give it the options that you give start.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was found", "1:failed", "2:wrong usage", "3:something was found"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final MemberOptions options = new MemberOptions();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long to wait for the grid (${DEFAULT-VALUE})")
    private int timeout;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ConsoleLog.silence();
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = new ArrayList<>();
        try {
            FoundConfig<Config> found = HazelcastConfigs.member(options.config());
            out.println("Configuration: " + found.origin());
            findings.addAll(ConfigFindings.in(found));
            findings.addAll(MachineFindings.of(found.config()));
            findings.addAll(grid(found.config(), out));
        } catch (GridSettingsException e) {
            findings.add(Finding.error("configuration", String.valueOf(e.getMessage()), "correct it, then ask again"));
        }
        out.println();
        findings.forEach(out::println);
        out.println(
                findings.isEmpty()
                        ? "Found nothing to repair"
                        : (findings.size() == 1 ? "1 finding" : findings.size() + " findings"));
        return findings.isEmpty() ? ExitCode.OK : ExitCode.UNSAFE;
    }

    private List<Finding> grid(Config config, PrintWriter out) {
        try (GridClient grid = GridClient.connect(
                new GridOptions(config, timeout), spec.commandLine().getErr())) {
            var replies = grid.reports();
            out.println("Grid: cluster " + config.getClusterName() + ", members: " + replies.size());
            return GridFindings.in(replies);
        } catch (NoGridException e) {
            out.println("Grid: not reached, and so not looked at");
            return List.of();
        }
    }
}
