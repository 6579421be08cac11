package io.sessiongrid.node;

import io.sessiongrid.store.HeapUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Warns once when the heap of a member is nearly full, and again when it is after it was better. */
public final class HeapWatch implements AutoCloseable {
    private static final Logger log = System.getLogger(HeapWatch.class.getName());

    /** From 0 to 1. */
    public static final double FULL = 0.8;

    /** Below it, it is better: not just below the other, or every session that comes and goes would be told. */
    private static final double BETTER = 0.75;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final long MEGA = 1024L * 1024;

    private final Thread thread = new Thread(this::run, "sessiongrid heap watch");
    private boolean full;

    HeapWatch() {
        thread.setDaemon(true);
        thread.setContextClassLoader(HeapWatch.class.getClassLoader());
    }

    /** Looks until it is closed. */
    public static HeapWatch start() {
        HeapWatch watch = new HeapWatch();
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            look(HeapUse.now());
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    void look(HeapUse heap) {
        if (!full && heap.ratio() > FULL) {
            full = true;
            log.log(
                    Level.WARNING,
                    "The heap is {0} % full after collection, {1} of {2} MB; give it more, or add a member",
                    heap.percent(),
                    Long.toString(heap.used() / MEGA),
                    Long.toString(heap.max() / MEGA));
        } else if (full && heap.ratio() < BETTER) {
            full = false;
            log.log(Level.INFO, "The heap is {0} % full after collection", heap.percent());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
