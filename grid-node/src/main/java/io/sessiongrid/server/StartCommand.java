package io.sessiongrid.server;

import io.sessiongrid.node.ConfigVariable;
import io.sessiongrid.node.GridSettingsException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code grid-node start}. */
@Command(
        name = "start",
        description = {
            "Starts a member of the grid, which runs until it is told to stop.",
            "",
            "An option goes before the environment, and both before the configuration file. SIGTERM or Ctrl-C hands the"
                    + " sessions over to the other members first; a second one stops at once."
        },
        exitCodeList = {
            "0:was told to stop, and handed its sessions over",
            "1:could not start, could not hand all sessions over in time, or left the grid unasked",
            "2:wrong usage",
            "5:a second signal ended it before its sessions had moved",
            "6:the configuration or a setting cannot be used; to try again is no use",
            "143:SIGTERM came while it was starting, and had no sessions yet"
        })
final class StartCommand implements Callable<Integer> {
    @Mixin
    private final MemberOptions options = new MemberOptions();

    @Override
    public Integer call() {
        return run(options);
    }

    /** Returns when the member has ended without being told to; when it was told, the JVM ends by itself. */
    static int run(MemberOptions options) {
        ConsoleLog.install();
        try (HttpListener http = HttpListener.start(HttpAddress.parse(ConfigVariable.HTTP.text()))) {
            GridMember member = member(options);
            http.show(member.hazelcast());
            new Leaving(member.hazelcast(), http.health()).whenTold();
            member.awaitEnd();
            return ExitCode.FAILED;
        }
    }

    /** Hazelcast has no exception of its own for much that can be wrong with a configuration or the network. */
    private static GridMember member(MemberOptions options) {
        try {
            return GridMember.start(options.config());
        } catch (GridSettingsException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalStateException("Could not start the member: " + e.getMessage(), e);
        }
    }
}
