package io.sessiongrid.store;

import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.RetryableException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.Patience;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
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
    private final Function<String, MemberGuard> guards;
    private final Duration timeout;
    private final SessionMeters meters;

    /** @param guards of the owner of a key */
    BoundedCalls(String mapName, Function<String, MemberGuard> guards, Duration timeout, SessionMeters meters) {
        this.mapName = mapName;
        this.guards = guards;
        this.timeout = timeout;
        this.meters = meters;
    }

    /**
     * Waits for the answer of {@code attempt}, which may be called several times.
     *
     * @param key whose owner is asked
     */
    <R extends @Nullable Object> R call(GridCall call, String key, Supplier<CompletionStage<R>> attempt) {
        long start = System.nanoTime();
        Duration patience = Patience.left(timeout);
        try (MemberPass pass = guards.apply(key).enter(patience)) {
            return call(call, pass, attempt, patience);
        } catch (RefusedCallException e) {
            meters.add(SessionEvent.FAILURES_REFUSED);
            String message = message(call, String.valueOf(e.getMessage()));
            throw e.wasSent() ? SessionStoreException.away(message, null) : SessionStoreException.notSent(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(call, "the thread was interrupted", e);
        } finally {
            long end = System.nanoTime();
            meters.calls(call).record(end - start, end);
            Patience.waited(end - start);
        }
    }

    /** Waits until the map may be used; once it may, no member is asked, nor taken to have answered. */
    void prepare(GridCall call, PreparedMap map) {
        if (!map.isReady()) {
            call(call, mapName, map::prepare);
        }
    }

    private <R extends @Nullable Object> R call(
            GridCall call, MemberPass pass, Supplier<CompletionStage<R>> attempt, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                pass.holdIfLate();
                R answer = pass.await(attempt.get().toCompletableFuture(), deadline);
                pass.answered();
                return answer;
            } catch (RefusedCallException e) {
                throw e;
            } catch (ExecutionException e) {
                pauseOrThrow(call, pass, e.getCause() == null ? e : e.getCause(), deadline);
            } catch (RuntimeException e) {
                pauseOrThrow(call, pass, e, deadline);
            } catch (TimeoutException e) {
                pass.givenUp(timeout);
                meters.add(SessionEvent.FAILURES_TIMEOUT);
                throw SessionStoreException.away(
                        message(call, "the grid did not answer within " + patience.toMillis() + " ms"), e);
            }
        }
    }

    private void pauseOrThrow(GridCall call, MemberPass pass, Throwable cause, long deadline) {
        if (isSaidByMember(cause)) {
            pass.answered();
        }
        if (cause instanceof UnfitGridException) {
            throw unavailable(call, String.valueOf(cause.getMessage()), cause);
        }
        if (cause instanceof SplitBrainProtectionException refusal) {
            throw unavailable(call, MinimumMembers.explain(refusal), cause);
        }
        if (cause instanceof HazelcastSerializationException) {
            throw unavailable(
                    call,
                    "a member could not read the operation, or this server its answer (" + cause.getMessage()
                            + "); the same or a neighbouring release of grid-node must be on the class path of every"
                            + " member",
                    cause);
        }
        if (!isWorthRepeating(cause)) {
            throw unavailable(call, "the operation failed", cause);
        }
        if (deadline - System.nanoTime() <= PAUSE.toNanos()) {
            pass.givenUp(timeout);
            meters.add(SessionEvent.FAILURES_UNAVAILABLE);
            throw SessionStoreException.away(message(call, "the grid is not available"), cause);
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

    /** Of a backup that was silent, its owner tells. */
    private static boolean isSaidByMember(Throwable cause) {
        return !isWorthRepeating(cause) || cause instanceof IndeterminateOperationStateException;
    }

    private SessionStoreException unavailable(GridCall call, String reason, Throwable cause) {
        meters.add(SessionEvent.FAILURES_UNAVAILABLE);
        return new SessionStoreException(message(call, reason), cause);
    }

    private String message(GridCall call, String reason) {
        return "Could not " + call.verb() + " a session in map " + mapName + ": " + reason;
    }
}
