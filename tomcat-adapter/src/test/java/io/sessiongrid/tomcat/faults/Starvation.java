package io.sessiongrid.tomcat.faults;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How far this machine is behind with its work: a thread that merely sleeps, and by how much it wakes too late. What a
 * request takes beyond that is its own.
 */
public final class Starvation implements AutoCloseable {
    private static final Duration NAP = Duration.ofMillis(5);

    /** More than any request takes. */
    private static final Duration KEPT = Duration.ofMinutes(2);

    /** In nanoseconds: by when, how much in all. */
    private final ConcurrentSkipListMap<Long, Long> late = new ConcurrentSkipListMap<>();

    private final Thread sleeper = new Thread(this::sleep, "starvation");
    private volatile Duration longest = Duration.ZERO;
    private volatile boolean closed;

    /** Measures from now on. */
    public Starvation() {
        late.put(System.nanoTime(), 0L);
        sleeper.setDaemon(true);
        sleeper.start();
    }

    private void sleep() {
        long before = System.nanoTime();
        long sum = 0;
        while (!closed) {
            LockSupport.parkNanos(NAP.toNanos());
            long now = System.nanoTime();
            long tooLate = Math.max(0, now - before - NAP.toNanos());
            sum += tooLate;
            late.put(now, sum);
            late.headMap(now - KEPT.toNanos()).clear();
            if (tooLate > longest.toNanos()) {
                longest = Duration.ofNanos(tooLate);
            }
            before = now;
        }
    }

    /** In all, between two moments of {@link System#nanoTime}. */
    Duration between(long begun, long over) {
        return Duration.ofNanos(sumAt(late.ceilingEntry(over), over) - sumAt(late.floorEntry(begun), over));
    }

    /** If the thread sleeps on at that moment, it is late already. */
    private long sumAt(Map.@Nullable Entry<Long, Long> known, long over) {
        if (known != null) {
            return known.getValue();
        }
        Map.Entry<Long, Long> last = late.lastEntry();
        return last.getValue() + Math.max(0, over - last.getKey() - NAP.toNanos());
    }

    /** At once, in the whole run. */
    public Duration longest() {
        return longest;
    }

    @Override
    public void close() {
        closed = true;
    }
}
