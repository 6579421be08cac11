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

    /** For members that have just started: the compiler takes its time, the longer the less work each one gets. */
    private static final Duration WARM_UP_OF_MEMBER = Duration.ofSeconds(4);

    /** What grows along a curve. */
    public enum Axis {
        ATTRIBUTES,
        SESSIONS,
        MEMBERS
    }

    private final int threads;
    private final Duration warmUp;
    private final Duration length;
    private final Duration warmUpOfMember;
    private final List<Point> points = new ArrayList<>();

    /**
     * Prepares a run.
     *
     * @param threads that make requests
     * @param length of one measurement
     */
    public Scaling(int threads, Duration length) {
        this.threads = threads;
        this.length = length;
        this.warmUp = length.dividedBy(2);
        this.warmUpOfMember = length.compareTo(WARM_UP_OF_MEMBER) < 0 ? length.multipliedBy(2) : WARM_UP_OF_MEMBER;
    }

    /** One grid for all points of the two curves, so that they differ in nothing else. */
    public void growSessionsAndAttributes(int members, List<Integer> attributes, List<Integer> sessions, int fewest)
            throws InterruptedException {
        try (BenchGrid grid = start(members);
                Load load = new Load(grid, threads)) {
            warmUp(grid, load, members);
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
                warmUp(grid, load, count);
                measure(Axis.MEMBERS, grid, load, new Shape(count, sessions, 1));
            }
        }
    }

    private static BenchGrid start(int members) {
        System.err.println(members + " members start");
        return BenchGrid.start(Mode.CLIENT, members, MEMBER_HEAP);
    }

    private void warmUp(BenchGrid grid, Load load, int members) throws InterruptedException {
        System.err.println("warm-up");
        try (Scene scene = new Scene(grid, 500, 2)) {
            for (RequestKind kind : RequestKind.values()) {
                Duration time = warmUpOfMember.multipliedBy(members).dividedBy(2);
                load.run(scene.sessions(kind), scene.request(kind), time, Duration.ofMillis(1));
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
