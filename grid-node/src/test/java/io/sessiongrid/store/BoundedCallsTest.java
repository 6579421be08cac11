package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.TargetDisconnectedException;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.Patience;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A call to the grid")
@Tag("G10")
class BoundedCallsTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final String KEY = "key";

    /** What a busy machine may take on top. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private final SessionMeters meters = new SessionMeters();
    private final MemberGuard guard = new MemberGuard("Member A");
    private final BoundedCalls calls = new BoundedCalls("sessions-shop", key -> guard, SHORT, meters);
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void answersWhatTheGridAnswers() {
        assertThat(calls.<String>call(GridCall.OPEN, KEY, () -> CompletableFuture.completedFuture("yes")))
                .isEqualTo("yes");
    }

    @Test
    void waitsForAnAnswerThatComesInTime() {
        CompletableFuture<String> later = new CompletableFuture<>();
        later.completeOnTimeout("yes", 50, TimeUnit.MILLISECONDS);

        assertThat(calls.<String>call(GridCall.OPEN, KEY, () -> later)).isEqualTo("yes");
    }

    @Test
    void waitsNoLongerThanAgreed() {
        long start = System.nanoTime();

        Throwable failure = failureOf(CompletableFuture::new);

        assertThat(failure)
                .isInstanceOf(SessionStoreException.class)
                .hasMessage("Could not open a session in map sessions-shop: the grid did not answer within 300 ms")
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(meters.count(SessionEvent.FAILURES_TIMEOUT)).isEqualTo(1);
        assertThat(meters.calls(GridCall.OPEN).longest(System.nanoTime())).isGreaterThanOrEqualTo(SHORT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plus(SLACK));
        assertThat(attempts).hasValue(1);
    }

    @ParameterizedTest
    @MethodSource("passing")
    void isRepeatedAsLongAsThereIsTimeWhenTheGridMayComeBack(Exception reason) {
        long start = System.nanoTime();

        Throwable failure = failureOf(() -> CompletableFuture.failedFuture(reason));

        assertThat(failure)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageEndingWith("the grid is not available")
                .hasCause(reason);
        assertThat(attempts).hasValueBetween(2, 10);
        assertThat(meters.count(SessionEvent.RETRIES)).isEqualTo(attempts.get() - 1);
        assertThat(meters.count(SessionEvent.FAILURES_UNAVAILABLE)).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plus(SLACK));
    }

    static Exception[] passing() {
        return new Exception[] {
            new TargetDisconnectedException("gone"),
            new OperationTimeoutException("late"),
            new HazelcastInstanceNotActiveException("stopped"),
            new IOException("broken")
        };
    }

    @Test
    void answersWhatARepetitionAnswers() {
        String answer = calls.call(
                GridCall.OPEN,
                KEY,
                () -> attempts.incrementAndGet() < 3
                        ? CompletableFuture.failedFuture(new TargetDisconnectedException("gone"))
                        : CompletableFuture.completedFuture("yes"));

        assertThat(answer).isEqualTo("yes");
    }

    @Test
    void isRepeatedWhenItCouldNotEvenBeSent() {
        String answer = calls.call(GridCall.OPEN, KEY, () -> {
            if (attempts.incrementAndGet() < 3) {
                throw new HazelcastException("not yet");
            }
            return CompletableFuture.completedFuture("yes");
        });

        assertThat(answer).isEqualTo("yes");
    }

    @Test
    void isRepeatedWhileThisClientHasNoGrid() {
        HazelcastClientOfflineException offline = new HazelcastClientOfflineException();

        Throwable failure = failureOf(() -> {
            throw offline;
        });

        assertThat(failure).isInstanceOf(SessionStoreException.class).hasCause(offline);
        assertThat(attempts).hasValueGreaterThan(1);
    }

    @Test
    void failsAtOnceWhenTheOperationItselfFailed() {
        NullPointerException bug = new NullPointerException("bug");

        Throwable failure = failureOf(() -> CompletableFuture.failedFuture(bug));

        assertThat(failure).isInstanceOf(SessionStoreException.class).hasCause(bug);
        assertThat(attempts).hasValue(1);
    }

    @Tag("G17")
    @Test
    void saysThatAMemberLacksOurClasses() {
        HazelcastSerializationException missing = new HazelcastSerializationException("No factory 5303");

        Throwable failure = failureOf(() -> CompletableFuture.failedFuture(missing));

        assertThat(failure)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("grid-node must be on the class path of every member")
                .hasCause(missing);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void namesWhatItWasToDoAndTheMap() {
        assertThatThrownBy(() ->
                        calls.call(GridCall.CHANGE_SECRET, KEY, () -> CompletableFuture.failedFuture(new Exception())))
                .hasMessageStartingWith("Could not change the id of a session in map sessions-shop: ");
    }

    @Test
    void leavesTheThreadInterruptedThatWasInterruptedWhileItWaited() {
        Thread.currentThread().interrupt();

        Throwable failure = failureOf(CompletableFuture::new);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure).isInstanceOf(SessionStoreException.class).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void isNotSentToAMemberThatWasSilentSeveralTimes() {
        for (int i = 0; i < MemberGuard.SILENT_CALLS; i++) {
            failureOf(CompletableFuture::new);
        }
        long start = System.nanoTime();

        Throwable failure = failureOf(CompletableFuture::new);

        assertThat(failure)
                .isInstanceOf(SessionStoreException.class)
                .hasMessage("Could not open a session in map sessions-shop: Member A does not answer");
        assertThat(attempts).hasValue(MemberGuard.SILENT_CALLS);
        assertThat(meters.count(SessionEvent.FAILURES_REFUSED)).isEqualTo(1);
        assertThat(System.nanoTime() - start).isLessThan(SHORT.toNanos());
    }

    @Test
    void isSentAgainAsSoonAsAMemberThatWasSilentAnswersLate() {
        CompletableFuture<String> late = new CompletableFuture<>();
        for (int i = 0; i < MemberGuard.SILENT_CALLS; i++) {
            failureOf(() -> late);
        }
        assertThat(guard.isClosedOff()).isTrue();

        late.complete("yes");

        assertThat(guard.isClosedOff()).isFalse();
        assertThat(calls.<String>call(GridCall.OPEN, KEY, () -> late)).isEqualTo("yes");
    }

    /** Its owner says so, and may serve others. */
    @Test
    void countsNotAgainstTheOwnerWhenItsBackupIsSilent() {
        for (int i = 0; i <= MemberGuard.SILENT_CALLS; i++) {
            failureOf(() -> CompletableFuture.failedFuture(new IndeterminateOperationStateException("no backup")));
        }

        assertThat(guard.isClosedOff()).isFalse();
    }

    @Test
    void saysNothingOfAMemberWhenItWasInTooMuchOfAHurry() {
        Patience patience = new Patience();
        patience.during(() -> failureOf(CompletableFuture::new));
        patience.during(() -> failureOf(CompletableFuture::new));
        patience.during(() -> failureOf(CompletableFuture::new));

        assertThat(guard.isClosedOff()).isFalse();
    }

    @Test
    void waitsForAllCallsOfARequestTogetherNoLongerThanAgreed() {
        Patience patience = new Patience();
        long start = System.nanoTime();

        for (int i = 0; i < 3; i++) {
            assertThat(patience.<Throwable>during(() -> failureOf(CompletableFuture::new)))
                    .isInstanceOf(SessionStoreException.class);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(2));
    }

    private Throwable failureOf(Supplier<CompletionStage<String>> attempt) {
        return catchThrowable(() -> calls.<String>call(GridCall.OPEN, KEY, () -> {
            attempts.incrementAndGet();
            return attempt.get();
        }));
    }
}
