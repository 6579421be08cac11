package io.sessiongrid.contract;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Where a servlet waits until the test lets it go on, so that requests overlap as the test wants. */
public final class Gate implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger log = System.getLogger(Gate.class.getName());

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Called by the servlet: waits until the gate is open. */
    public void pass() throws InterruptedException {
        reached.countDown();
        if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody opened the gate");
        }
    }

    /**
     * Called by the servlet where the container may hold the response back until the servlet returns: goes on after a
     * while in any case.
     */
    public void linger() throws InterruptedException {
        reached.countDown();
        boolean inTime = open.await(500, TimeUnit.MILLISECONDS);
        log.log(Level.DEBUG, inTime ? "The gate was opened" : "The gate was left");
    }

    /** Called by the test: waits until the servlet is at the gate. */
    public void awaitArrival() {
        try {
            if (!reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("No servlet came to the gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public void open() {
        open.countDown();
    }

    /** Opens the gate, also for a test that has failed. */
    @Override
    public void close() {
        open();
    }
}
