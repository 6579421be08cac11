package io.sessiongrid.bench.micro;

import io.sessiongrid.bench.micro.grid.Jvm;
import io.sessiongrid.bench.micro.scaling.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows whether the cost of a request depends on how much else there is (G14). */
@Command(
        name = "ScalingRun",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what a request costs as sessions, attributes and members become more, each alone: processor time of"
                    + " all processes and percentiles of its duration. This process is an app server and a client of the"
                    + " members. One member alone has no backups, so that writes cost it less."
        })
public final class ScalingRun implements Callable<Integer> {
    private static final String HEAP = "2g";
    private static final int MEMBERS = 2;
    private static final int FEW_SESSIONS = 1_000;

    @Option(names = "--quick", description = "under two minutes, fewer points, and rough: not all is warm")
    private boolean quick;

    @Option(names = "--axes", split = ",", description = "${COMPLETION-CANDIDATES}; default: all")
    private List<Scaling.Axis> axes = List.of(Scaling.Axis.values());

    @Option(names = "--sessions", split = ",", description = "default: ${DEFAULT-VALUE}")
    private List<Integer> sessions = List.of(1_000, 100_000, 1_000_000);

    @Option(names = "--members", split = ",", description = "default: ${DEFAULT-VALUE}")
    private List<Integer> members = List.of(1, 2, 3, 5);

    @Option(names = "--attributes", split = ",", description = "default: ${DEFAULT-VALUE}")
    private List<Integer> attributes = List.of(1, 20, 200);

    @Option(names = "--threads", description = "that make requests; default: ${DEFAULT-VALUE}")
    private int threads = 4;

    @Option(names = "--seconds", description = "of one measurement; default: ${DEFAULT-VALUE}")
    private int seconds = 5;

    @Option(names = "--markdown", description = "file for the table; default: the terminal only")
    private @Nullable Path markdown;

    @Option(names = "--csv", description = "file for the points")
    private @Nullable Path csv;

    public static void main(String[] args) throws Exception {
        if (!Jvm.isFit()) {
            System.exit(Jvm.runAgain(ScalingRun.class, HEAP, args));
        }
        Jvm.endWithParent();
        Jvm.quiet();
        System.exit(new CommandLine(new ScalingRun())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (quick) {
            seconds = 1;
            sessions = List.of(1_000, 30_000);
            members = List.of(1, 3);
        }
        Scaling run = new Scaling(threads, Duration.ofSeconds(seconds), quick);
        boolean attributesGrow = axes.contains(Scaling.Axis.ATTRIBUTES);
        boolean sessionsGrow = axes.contains(Scaling.Axis.SESSIONS);
        if (attributesGrow || sessionsGrow) {
            run.growSessionsAndAttributes(
                    MEMBERS,
                    attributesGrow ? attributes : List.of(),
                    sessionsGrow ? sessions : List.of(),
                    FEW_SESSIONS);
        }
        if (axes.contains(Scaling.Axis.MEMBERS)) {
            run.growMembers(members, FEW_SESSIONS);
        }
        write(markdown, run.markdown());
        write(csv, run.csv());
        System.out.println(run.markdown());
        return 0;
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
        }
    }
}
