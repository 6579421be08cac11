package io.sessiongrid.bench.micro;

import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.TouchListener;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Waits for a touch, as no request does. */
final class TouchAnswer implements TouchListener {
    private final CompletableFuture<Instant> time = new CompletableFuture<>();

    /** The grid's time; throws if the session was not touched. */
    Instant await() {
        return time.join();
    }

    @Override
    public void touched(SessionTimes times, Instant now) {
        time.complete(now);
    }

    @Override
    public void gone() {
        lost();
    }

    @Override
    public void lost() {
        time.completeExceptionally(new IllegalStateException("A touch did not arrive"));
    }
}
