package io.sessiongrid.node;

import com.hazelcast.instance.BuildInfoProvider;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dedicated member of the grid: {@code java -jar grid-node.jar [hazelcast.xml]}.
 *
 * <p>Has no logger, because the first logger of a JVM decides how all of them log.
 */
public final class GridNodeMain {
    static final int STOPPED = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private static final String HELP = """
            Usage: java [-D<name>=<value>]... -jar grid-node.jar [hazelcast.xml]

            Starts a member of the session grid. Without a file it uses the one that Hazelcast would find (-Dhazelcast.config,
            working directory, class path), else the one in the jar, in which these stand for what differs from site to site:

              -Dsessiongrid.cluster=<name>         grid to join (sessiongrid)
              -Dsessiongrid.members=<host>,...     where other members run (127.0.0.1)
              -Dsessiongrid.interface=<address>    address to listen at, also as 10.1.2.* (127.0.0.1)
              -Dsessiongrid.port=<port>            first port to try (5701)

              --help       prints this
              --version    prints the versions of Sessiongrid, Hazelcast and Java

            SIGTERM or Ctrl-C hands the sessions over to the other members, then stops with exit code 0.
            Exit codes: 0 stopped or printed, 1 could not start or left the grid unasked, 2 wrong usage.""";

    private GridNodeMain() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Returns when the member has ended without being told to; when it was told, the JVM ends by itself. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.contains("--help") || args.contains("-h")) {
            out.println(HELP);
            return STOPPED;
        }
        if (args.contains("--version")) {
            out.println(versions());
            return STOPPED;
        }
        if (args.size() > 1 || args.stream().anyMatch(arg -> arg.startsWith("-"))) {
            err.println("Unknown: " + String.join(" ", args) + "; expected one configuration file at most. Try --help");
            return USAGE;
        }
        return start(args.isEmpty() ? null : args.get(0), err);
    }

    private static int start(@Nullable String location, PrintStream err) {
        ConsoleLog.install();
        try {
            GridMember member = GridMember.start(location, versions());
            member.leaveWhenTold();
            member.awaitEnd();
            return FAILED;
        } catch (GridSettingsException e) {
            err.println(e.getMessage());
        } catch (RuntimeException e) {
            // Hazelcast has no exception of its own for much that can be wrong with a configuration or the network.
            err.println("Could not start the member: " + e.getMessage());
        }
        return FAILED;
    }

    private static String versions() {
        String own = GridNodeMain.class.getPackage().getImplementationVersion();
        return "Sessiongrid " + (own == null ? "(not packed)" : own) + ", Hazelcast "
                + BuildInfoProvider.getBuildInfo().getVersion() + ", Java " + Runtime.version();
    }
}
