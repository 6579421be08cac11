package io.sessiongrid.store;

import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.RetryableException;
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

    BoundedCalls(String mapName, Duration timeout) {
        this.mapName = mapName;
        this.timeout = timeout;
    }

    /**
     * Waits for the answer of {@code attempt}, which may be called several times.
     *
     * @param verb what is done to a session, for the message of the exception
     */
    <R extends @Nullable Object> R call(String verb, Supplier<CompletionStage<R>> attempt) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                return attempt.get().toCompletableFuture().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                pauseOrThrow(verb, e.getCause() == null ? e : e.getCause(), deadline);
            } catch (RuntimeException e) {
                pauseOrThrow(verb, e, deadline);
            } catch (TimeoutException e) {
                throw failure(verb, "the grid did not answer within " + timeout.toMillis() + " ms", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure(verb, "the thread was interrupted", e);
            }
        }
    }

    private void pauseOrThrow(String verb, Throwable cause, long deadline) {
        if (cause instanceof UnfitGridException) {
            throw failure(verb, String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof HazelcastSerializationException) {
            throw failure(
                    verb,
                    "a member could not read the operation; the same or a neighbouring release of grid-node must be on"
                            + " the class path of every member",
                    cause);
        }
        if (!isWorthRepeating(cause) || deadline - System.nanoTime() <= PAUSE.toNanos()) {
            throw failure(verb, "the grid is not available", cause);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private static boolean isWorthRepeating(Throwable cause) {
        return cause instanceof HazelcastException
                || cause instanceof HazelcastInstanceNotActiveException
                || cause instanceof HazelcastClientOfflineException
                || cause instanceof RetryableException
                || cause instanceof IOException;
    }

    private SessionStoreException failure(String verb, String reason, Throwable cause) {
        return new SessionStoreException("Could not " + verb + " a session in map " + mapName + ": " + reason, cause);
    }
}
