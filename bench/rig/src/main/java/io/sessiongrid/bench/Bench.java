package io.sessiongrid.bench;

import io.sessiongrid.bench.contender.Contender;
import io.sessiongrid.bench.contender.Contenders;
import io.sessiongrid.bench.contender.Routing;
import io.sessiongrid.bench.process.Site;
import io.sessiongrid.bench.report.Charts;
import io.sessiongrid.bench.report.Page;
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

/** {@code bench/run}, once everything is built. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares Sessiongrid with other ways to keep sessions, in one run: two app servers each, every process on"
                    + " loopback, one client that checks every answer.",
            "Ratios are to the same container with sessions in memory, in the same run."
        })
public final class Bench implements Callable<Integer> {
    @Option(names = "--quick", description = "Fewer cells, each shorter; under ten minutes.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Contenders whose name has one of these, and the limits of their containers.")
    private List<String> only = List.of("");

    @Option(
            names = "--routings",
            split = ",",
            paramLabel = "ROUTING",
            description = "Of ${COMPLETION-CANDIDATES} (default: both).")
    private List<Routing> routings = List.of(Routing.values());

    @Option(names = "--sizes", split = ",", paramLabel = "KB", description = "Sizes of sessions.")
    private @Nullable List<Integer> sizes;

    @Option(names = "--writes", split = ",", paramLabel = "PERCENT", description = "Shares of requests that write.")
    private @Nullable List<Integer> writes;

    @Option(names = "--seconds", description = "For how long each cell is measured.")
    private @Nullable Integer seconds;

    @Option(names = "--list", description = "Names the contenders, and ends.")
    private boolean list;

    @Option(names = "--report", description = "Writes the figures into docs/benchmarks.md, and the charts beside it.")
    private boolean report;

    @Option(names = "--repository", hidden = true)
    private Path repository = Path.of("");

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            Contenders.all().forEach(contender -> System.out.println(contender.name()));
            return 0;
        }
        Path root = repository.toAbsolutePath().normalize();
        Path folder = Files.createDirectories(root.resolve("bench/rig/target/runs"));
        Run run = new Run(new Site(root, Files.createTempDirectory(folder, "run-")), plan(), System.out);
        boolean complete = true;
        for (Contender contender : Contenders.all()) {
            for (Routing routing : routings) {
                if (isWanted(contender) && contender.serves(routing)) {
                    complete &= run.measure(contender, routing, true);
                }
            }
        }
        if (report) {
            new Charts(run.results()).write(root.resolve("docs/benchmarks"));
            new Page(run.results(), Machine.facts(root, quick)).update(root.resolve("docs/benchmarks.md"));
        }
        return complete ? 0 : 1;
    }

    /** A limit is, if a contender of its container is. */
    private boolean isWanted(Contender contender) {
        return contender.isLimit()
                ? Contenders.all().stream()
                        .anyMatch(other -> isNamed(other) && other.container() == contender.container())
                : isNamed(contender);
    }

    private boolean isNamed(Contender contender) {
        return only.stream().anyMatch(contender.name()::contains);
    }

    private Plan plan() {
        Plan plan = quick ? Plan.quick() : Plan.full();
        return new Plan(
                sizes == null ? plan.sizes() : sizes,
                writes == null ? plan.writes() : writes,
                plan.start(),
                plan.warmUp(),
                seconds == null ? plan.cell() : Duration.ofSeconds(seconds));
    }
}
