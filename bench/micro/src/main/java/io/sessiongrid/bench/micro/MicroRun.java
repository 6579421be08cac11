package io.sessiongrid.bench.micro;

import io.sessiongrid.bench.micro.grid.Jvm;
import io.sessiongrid.node.GridSettings.Mode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmarks of this package and prints how the store compares with raw Hazelcast. */
@Command(
        name = "MicroRun",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the store's operations against raw Hazelcast calls of the same size on the same two members, then codecs,"
                    + " ids and requests without a grid."
        })
public final class MicroRun implements Callable<Integer> {
    /** All benchmarks of the store share two members, and so one JVM. */
    private static final String STORE = "(Open|Commit|Touch)Benchmark";

    private static final String OTHERS = "(Codec|SessionId|Request)Benchmark";

    /** Of this JVM, in embedded mode a member. */
    private static final String HEAP = "1g";

    @Option(names = "--quick", description = "short iterations, and rough")
    private boolean quick;

    @Option(names = "--modes", split = ",", description = "of the store: ${COMPLETION-CANDIDATES}; default: both")
    private List<Mode> modes = List.of(Mode.values());

    @Option(names = "--threads", split = ",", description = "of the store; default: ${DEFAULT-VALUE}")
    private List<Integer> threads = List.of(1, 4);

    @Option(names = "--only", description = "benchmarks whose name has this, as a regular expression")
    private String only = "";

    @Option(names = "--part", description = "${COMPLETION-CANDIDATES}; default: all")
    private Part part = Part.ALL;

    private enum Part {
        ALL,
        STORE,
        LOCAL
    }

    public static void main(String[] args) throws Exception {
        if (!Jvm.isFit()) {
            System.exit(Jvm.runAgain(MicroRun.class, HEAP, args));
        }
        Jvm.endWithParent();
        Jvm.quiet();
        System.exit(new CommandLine(new MicroRun())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws RunnerException {
        if (part != Part.LOCAL) {
            System.out.println("\n" + RatioTable.of(runStore()));
        }
        if (part != Part.STORE) {
            System.out.println("\n" + RatioTable.times(run(options(OTHERS).forks(1))));
        }
        return 0;
    }

    private List<RunResult> runStore() throws RunnerException {
        List<RunResult> results = new ArrayList<>();
        try {
            for (Mode mode : modes) {
                for (int count : threads) {
                    results.addAll(run(options(STORE).forks(0).threads(count).param("mode", mode.name())));
                }
            }
        } finally {
            SharedGrid.end();
        }
        return results;
    }

    private ChainedOptionsBuilder options(String classes) {
        return new OptionsBuilder()
                .include(classes + ".*" + only)
                .shouldFailOnError(true)
                .warmupIterations(quick ? 1 : 2)
                .warmupTime(TimeValue.seconds(quick ? 1 : 3))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.seconds(quick ? 1 : 2));
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }
}
