package io.sessiongrid.server;

import io.sessiongrid.store.HeapUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Warns once when sessions fill the heap, and again when they do so after it was better. */
final class HeapWatch {
    private static final Logger log = System.getLogger(HeapWatch.class.getName());

    static final double FULL = 0.8;

    /** Below it, it is better: not just below the other, or every session that comes and goes would be told. */
    private static final double BETTER = 0.75;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private boolean full;

    /** Looks as long as the JVM runs. */
    void start() {
        Thread thread = new Thread(this::run, "heap watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            look(HeapUse.now());
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void look(HeapUse heap) {
        if (!full && heap.ratio() > FULL) {
            full = true;
            log.log(
                    Level.WARNING,
                    "The heap is {0} full after collection, {1} of {2}; give it more, or add a member",
                    Amount.percent(heap.ratio()),
                    Amount.bytes(heap.used()),
                    Amount.bytes(heap.max()));
        } else if (full && heap.ratio() < BETTER) {
            full = false;
            log.log(Level.INFO, "The heap is {0} full after collection", Amount.percent(heap.ratio()));
        }
    }
}
