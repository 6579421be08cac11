package io.sessiongrid.bench;

import io.sessiongrid.bench.contender.Contender;
import io.sessiongrid.bench.contender.Deployment;
import io.sessiongrid.bench.contender.Routing;
import io.sessiongrid.bench.load.Cell;
import io.sessiongrid.bench.load.CellResult;
import io.sessiongrid.bench.load.Load;
import io.sessiongrid.bench.load.Tally;
import io.sessiongrid.bench.process.Site;
import io.sessiongrid.bench.report.Measurement;
import io.sessiongrid.bench.report.Results;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Takes contenders through a plan, one after the other, and tells of it meanwhile. */
final class Run {
    private static final Duration WINDOW = Duration.ofSeconds(4);

    /** So many windows in a row that are no better than the best before, by a twentieth at least. */
    private static final int STEADY = 3;

    private static final double FALL = 0.95;

    private final Site site;
    private final Plan plan;
    private final PrintStream out;
    private final Results results = new Results();

    Run(Site site, Plan plan, PrintStream out) {
        this.site = site;
        this.plan = plan;
        this.out = out;
    }

    Results results() {
        return results;
    }

    /** True if it could be measured; one that does not start is told of, and left out. */
    boolean measure(Contender contender, Routing routing, boolean withFailure) {
        out.printf("%s  %s, %s: starting%n", now(), contender.name(), routing.title());
        try (Deployment deployment = contender.start(site, routing);
                Load load = new Load()) {
            settle(deployment, load, Plan.middle(routing));
            for (Cell cell : plan.cells(routing)) {
                CellResult result = load.run(deployment, cell, plan.warmUp(), plan.cell());
                print(results.add(contender, result));
                if (cell.equals(Plan.middle(routing))) {
                    results.repeated(result, load.run(deployment, cell, plan.warmUp(), plan.cell()));
                }
            }
            if (withFailure && routing == Routing.STICKY && !contender.isLimit()) {
                Tally tally = load.runWithFailure(deployment, Plan.atRisk(), Plan.BEFORE_KILL, Plan.AFTER_KILL);
                results.failed(contender, tally);
                out.printf(
                        "%s  one server killed: %d sessions and %d answered writes lost%n",
                        now(), tally.lostSessions(), tally.staleAnswers());
            }
            return true;
        } catch (IOException | IllegalStateException e) {
            out.printf("%s  %s, %s: left out, because %s%n", now(), contender.name(), routing.title(), e.getMessage());
            return false;
        }
    }

    /** Until the JVMs have compiled what they will: the processor time of a request does not fall any more. */
    private void settle(Deployment deployment, Load load, Cell cell) throws IOException {
        double lowest = Double.MAX_VALUE;
        int steady = 0;
        for (Duration spent = Duration.ZERO;
                steady < STEADY && spent.compareTo(plan.start()) < 0;
                spent = spent.plus(WINDOW)) {
            double cpu = load.run(deployment, cell, Duration.ZERO, WINDOW).totalCpuMicros();
            out.printf("%s  settling: %.0f us of processor time a request%n", now(), cpu);
            steady = cpu < lowest * FALL ? 0 : steady + 1;
            lowest = Math.min(lowest, cpu);
        }
    }

    private static LocalTime now() {
        return LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
    }

    private void print(Measurement measured) {
        CellResult result = measured.result();
        Tally tally = result.tally();
        out.printf(
                "%s  %-28s %-36s %6.0f/s  ratio %4.2f  p50 %5.0f  p99 %6.0f  CPU %4.0f us  %6.1f KB  stale %d, lost %d, failed %d%n",
                now(),
                measured.contender().name(),
                result.cell().title(),
                result.requestsPerSecond(),
                measured.ratio(),
                tally.percentile(50),
                tally.percentile(99),
                result.totalCpuMicros(),
                result.bytes() / 1024,
                tally.staleAnswers(),
                tally.lostSessions(),
                tally.failedRequests());
    }
}
