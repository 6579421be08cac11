package io.sessiongrid.store;

import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.RetryableException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the grid, but no longer than agreed (G10), and repeats a call whose outcome is unknown while there is time.
 *
 * <p>Hazelcast's own time-outs are no deadlines: they are looked at only when an error arrives. Repeating is safe
 * because every operation is idempotent (G18).
 */
final class BoundedCalls {
    /** Long enough for a member's departure to become known, short enough to be tried a few times. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final String mapName;
    private final Duration timeout;
    private final SessionMeters meters;

    BoundedCalls(String mapName, Duration timeout, SessionMeters meters) {
        this.mapName = mapName;
        this.timeout = timeout;
        this.meters = meters;
    }

    /** Waits for the answer of {@code attempt}, which may be called several times. */
    <R extends @Nullable Object> R call(GridCall call, Supplier<CompletionStage<R>> attempt) {
        long start = System.nanoTime();
        try {
            return call(call, attempt, start + timeout.toNanos());
        } finally {
            long end = System.nanoTime();
            meters.calls(call).record(end - start, end);
        }
    }

    private <R extends @Nullable Object> R call(GridCall call, Supplier<CompletionStage<R>> attempt, long deadline) {
        while (true) {
            try {
                return attempt.get().toCompletableFuture().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                pauseOrThrow(call, e.getCause() == null ? e : e.getCause(), deadline);
            } catch (RuntimeException e) {
                pauseOrThrow(call, e, deadline);
            } catch (TimeoutException e) {
                meters.add(SessionEvent.FAILURES_TIMEOUT);
                throw failure(call, "the grid did not answer within " + timeout.toMillis() + " ms", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable(call, "the thread was interrupted", e);
            }
        }
    }

    private void pauseOrThrow(GridCall call, Throwable cause, long deadline) {
        if (cause instanceof UnfitGridException) {
            throw unavailable(call, String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof SplitBrainProtectionException refusal) {
            throw unavailable(call, MinimumMembers.explain(refusal), cause);
        }
        if (cause instanceof HazelcastSerializationException) {
            throw unavailable(
                    call,
                    "a member could not read the operation; the same or a neighbouring release of grid-node must be on"
                            + " the class path of every member",
                    cause);
        }
        if (!isWorthRepeating(cause) || deadline - System.nanoTime() <= PAUSE.toNanos()) {
            throw unavailable(call, "the grid is not available", cause);
        }
        meters.add(SessionEvent.RETRIES);
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private static boolean isWorthRepeating(Throwable cause) {
        return cause instanceof HazelcastException
                || cause instanceof HazelcastInstanceNotActiveException
                || cause instanceof HazelcastClientOfflineException
                || cause instanceof RetryableException
                || cause instanceof IOException;
    }

    private SessionStoreException unavailable(GridCall call, String reason, Throwable cause) {
        meters.add(SessionEvent.FAILURES_UNAVAILABLE);
        return failure(call, reason, cause);
    }

    private SessionStoreException failure(GridCall call, String reason, @Nullable Throwable cause) {
        return new SessionStoreException(
                "Could not " + call.verb() + " a session in map " + mapName + ": " + reason, cause);
    }
}
