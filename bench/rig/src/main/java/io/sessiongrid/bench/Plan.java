package io.sessiongrid.bench;

import io.sessiongrid.bench.contender.Routing;
import io.sessiongrid.bench.load.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What every contender goes through, the same for all.
 *
 * @param sizes of sessions, in KB
 * @param writes percent of the requests that write
 * @param start the longest load on servers that have just started, until their JVMs have compiled what they will
 * @param warmUp before each cell is measured
 * @param cell for how long it is measured
 */
record Plan(List<Integer> sizes, List<Integer> writes, Duration start, Duration warmUp, Duration cell) {
    /** In the middle of the others; the cell that is measured twice, and the one with a failure, have it too. */
    static final int MIDDLE_SIZE = 32;

    static final int MIDDLE_WRITES = 20;

    /** Load before a server is killed, and after. */
    static final Duration BEFORE_KILL = Duration.ofSeconds(2);

    static final Duration AFTER_KILL = Duration.ofSeconds(4);

    static Plan full() {
        return new Plan(
                List.of(2, 32, 256),
                List.of(0, 20, 100),
                Duration.ofMinutes(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(4));
    }

    /** Less of all; its figures are worth less, too. */
    static Plan quick() {
        return new Plan(
                List.of(MIDDLE_SIZE),
                List.of(0, 20, 100),
                Duration.ofSeconds(16),
                Duration.ofMillis(500),
                Duration.ofSeconds(2));
    }

    /** In this order; where requests alternate, with {@code Content-Length} as well. */
    List<Cell> cells(Routing routing) {
        List<Cell> cells = new ArrayList<>();
        for (int size : sizes) {
            for (int percent : writes) {
                cells.add(new Cell(routing, size * 1024, percent, false));
            }
        }
        if (routing == Routing.ALTERNATING) {
            cells.add(new Cell(routing, MIDDLE_SIZE * 1024, MIDDLE_WRITES, true));
        }
        return cells;
    }

    static Cell middle(Routing routing) {
        return new Cell(routing, MIDDLE_SIZE * 1024, MIDDLE_WRITES, false);
    }

    /** Every request writes: so there is something to lose. */
    static Cell atRisk() {
        return new Cell(Routing.STICKY, MIDDLE_SIZE * 1024, 100, false);
    }
}
