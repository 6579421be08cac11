package io.sessiongrid.bench;

import io.sessiongrid.bench.contender.Contender;
import io.sessiongrid.bench.contender.Contenders;
import io.sessiongrid.bench.contender.Deployment;
import io.sessiongrid.bench.contender.Routing;
import io.sessiongrid.bench.load.Cell;
import io.sessiongrid.bench.load.CellResult;
import io.sessiongrid.bench.load.Load;
import io.sessiongrid.bench.process.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run}. */
@Command(name = "bench/run", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    @Option(names = "--only", description = "contenders whose name has this")
    private String only = "";

    @Option(names = "--sizes", split = ",")
    private List<Integer> sizes = List.of(2, 32, 256);

    @Option(names = "--writes", split = ",")
    private List<Integer> writes = List.of(0, 20, 100);

    @Option(names = "--routings", split = ",")
    private List<Routing> routings = List.of(Routing.values());

    @Option(names = "--seconds")
    private int seconds = 3;

    @Option(names = "--repository")
    private Path repository = Path.of("");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Site site = new Site(repository.toAbsolutePath().normalize(), java.nio.file.Files.createTempDirectory("bench"));
        for (Contender contender : Contenders.all()) {
            if (!contender.name().contains(only)) {
                continue;
            }
            for (Routing routing : routings) {
                if (!contender.serves(routing)) {
                    continue;
                }
                try (Deployment deployment = contender.start(site, routing);
                        Load load = new Load()) {
                    load.run(
                            deployment,
                            new Cell(routing, 32 * 1024, 20, false),
                            Duration.ofSeconds(8),
                            Duration.ofSeconds(1));
                    for (int size : sizes) {
                        for (int write : writes) {
                            CellResult result = load.run(
                                    deployment,
                                    new Cell(routing, size * 1024, write, false),
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(seconds));
                            System.out.printf(
                                    "%-30s %-35s %8.0f/s p50 %6.0f p99 %6.0f us cpu %5.0f %s bytes %6.0f stale %d lost %d failed %d%n",
                                    contender.name(),
                                    result.cell().title(),
                                    result.requestsPerSecond(),
                                    result.tally().percentile(50),
                                    result.tally().percentile(99),
                                    result.totalCpuMicros(),
                                    result.cpuMicros(),
                                    result.bytes(),
                                    result.tally().staleAnswers(),
                                    result.tally().lostSessions(),
                                    result.tally().failedRequests());
                        }
                    }
                }
            }
        }
        return 0;
    }
}
