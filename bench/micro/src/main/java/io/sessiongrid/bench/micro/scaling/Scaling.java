package io.sessiongrid.bench.micro.scaling;

import io.sessiongrid.bench.micro.grid.BenchGrid;
import io.sessiongrid.node.GridSettings.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures one curve after the other, and says on the terminal how far it is. */
public final class Scaling {
    private static final String MEMBER_HEAP = "2g";

    /** Compilers take their time, the longer the less work each member gets: until requests do not become cheaper. */
    private static final Duration WARM_UP_STEP = Duration.ofSeconds(3);

    private static final double CHEAPER = 0.95;
    private static final int SHORTEST_WARM_UP = 5;
    private static final int LONGEST_WARM_UP = 25;
    private static final int LONGEST_QUICK_WARM_UP = 6;
    private static final List<RequestKind> WARM_UP =
            List.of(RequestKind.WRITE, RequestKind.COMMIT, RequestKind.READ, RequestKind.OPEN);

    private static final int WARM_UP_SESSIONS = 500;

    /** What grows along a curve. */
    public enum Axis {
        ATTRIBUTES,
        SESSIONS,
        MEMBERS
    }

    private final int threads;
    private final Duration warmUp;
    private final Duration length;
    private final int longestWarmUp;
    private final List<Point> points = new ArrayList<>();

    /**
     * Prepares a run.
     *
     * @param threads that make requests
     * @param length of one measurement
     * @param quick true to measure before all is warm
     */
    public Scaling(int threads, Duration length, boolean quick) {
        this.threads = threads;
        this.length = length;
        this.warmUp = length.dividedBy(2);
        this.longestWarmUp = quick ? LONGEST_QUICK_WARM_UP : LONGEST_WARM_UP;
    }

    /** One grid for all points of the two curves, so that they differ in nothing else. */
    public void growSessionsAndAttributes(int members, List<Integer> attributes, List<Integer> sessions, int fewest)
            throws InterruptedException {
        try (BenchGrid grid = start(members);
                Load load = new Load(grid, threads)) {
            warmUp(grid, load);
            for (int count : attributes) {
                measure(Axis.ATTRIBUTES, grid, load, new Shape(members, fewest, count));
            }
            for (int count : sessions) {
                measure(Axis.SESSIONS, grid, load, new Shape(members, count, 1));
            }
        }
    }

    /** A grid for each point. */
    public void growMembers(List<Integer> members, int sessions) throws InterruptedException {
        for (int count : members) {
            try (BenchGrid grid = start(count);
                    Load load = new Load(grid, threads)) {
                warmUp(grid, load);
                measure(Axis.MEMBERS, grid, load, new Shape(count, sessions, 1));
            }
        }
    }

    private static BenchGrid start(int members) {
        System.err.println(members + " members start");
        return BenchGrid.start(Mode.CLIENT, members, MEMBER_HEAP);
    }

    /** All kinds in turn, so that compilers see the program that they will have to run. */
    private void warmUp(BenchGrid grid, Load load) throws InterruptedException {
        try (Scene scene = new Scene(grid, WARM_UP_SESSIONS, 2)) {
            double cheapest = Double.MAX_VALUE;
            int stale = 0;
            for (int round = 1; round <= longestWarmUp && (round <= SHORTEST_WARM_UP || stale < 2); round++) {
                double cost = 0;
                for (RequestKind kind : WARM_UP) {
                    cost += load.run(
                                    scene.sessions(kind),
                                    scene.request(kind),
                                    Duration.ZERO,
                                    WARM_UP_STEP.dividedBy(WARM_UP.size()))
                            .cpuMicros();
                }
                System.err.printf(Locale.ROOT, "  warm-up: CPU %.0f µs for one of each%n", cost);
                stale = cost < cheapest * CHEAPER ? 0 : stale + 1;
                cheapest = Math.min(cheapest, cost);
            }
        }
    }

    private void measure(Axis axis, BenchGrid grid, Load load, Shape shape) throws InterruptedException {
        System.err.println(shape);
        try (Scene scene = new Scene(grid, shape.sessions(), shape.attributes())) {
            for (RequestKind kind : RequestKind.values()) {
                Cost cost = load.run(scene.sessions(kind), scene.request(kind), warmUp, length);
                points.add(new Point(axis.name().toLowerCase(Locale.ROOT), shape, kind, cost));
                System.err.printf(
                        Locale.ROOT,
                        "  %-16s %,8.0f/s  CPU %4.0f µs  p50 %4.0f µs  p99 %5.0f µs%n",
                        kind.title(),
                        cost.perSecond(),
                        cost.cpuMicros(),
                        cost.percentile(50),
                        cost.percentile(99));
            }
        }
    }

    /** All points so far, as a table. */
    public String markdown() {
        return Report.markdown(points);
    }

    /** The same for a program that draws. */
    public String csv() {
        return Report.csv(points);
    }
}
