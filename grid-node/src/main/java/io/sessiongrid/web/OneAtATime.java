package io.sessiongrid.web;

import io.sessiongrid.session.Patience;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of one session to the grid one after the other, and no call wait longer for its turn than for the
 * grid (G10). Thread-safe and reentrant.
 */
final class OneAtATime {
    private final ReentrantLock turn = new ReentrantLock();
    private final String session;
    private final Duration timeout;

    /** @param session what to call the session in messages */
    OneAtATime(String session, Duration timeout) {
        this.session = session;
        this.timeout = timeout;
    }

    <T extends @Nullable Object> T call(Supplier<T> work) {
        // Nearly always free: then no clock is read.
        if (!turn.tryLock()) {
            await();
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private void await() {
        long start = System.nanoTime();
        Duration patience = Patience.left(timeout);
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SessionStoreException(
                        "Session " + session + " waited longer than " + patience.toMillis()
                                + " ms for a parallel request's call to the grid",
                        null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionStoreException("Session " + session + " was interrupted while it waited its turn", e);
        } finally {
            Patience.waited(System.nanoTime() - start);
        }
    }
}
