package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.instance.impl.LifecycleServiceImpl;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Deltas;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A member that stood still")
@Tag("G1")
@Tag("G12")
class StandstillTest {
    /** Members of {@link LocalGrid} give each other up after 100,000 s. */
    private static final Duration LONG = Duration.ofHours(25);

    private final LocalGrid grid = new LocalGrid();
    private final HazelcastInstance member = grid.startMember();
    private long now;
    private Instant time = Instant.EPOCH;
    private final Standstill standstill = new Standstill(member, () -> time, () -> now);

    @AfterEach
    void stop() {
        grid.close();
    }

    private void letPass(Duration passed) {
        now += passed.toNanos();
        time = time.plus(passed);
    }

    private void assertRefuses() {
        assertThatThrownBy(standstill::requireNone).isInstanceOf(RetryableHazelcastException.class);
    }

    private void assertAnswers() {
        assertThatCode(standstill::requireNone).doesNotThrowAnyException();
    }

    @Test
    void answersNothingFromTheFirstMomentOn() {
        grid.startMember();
        standstill.beat();
        assertAnswers();

        letPass(LONG);

        assertRefuses();
        standstill.beat();
        assertRefuses();
    }

    /** As {@link System#nanoTime} does on Linux. */
    @Test
    void answersNothingEitherIfItsComputerSleptAndOnlyItsTimeShowsIt() {
        grid.startMember();
        standstill.beat();

        time = time.plus(LONG);

        assertRefuses();
        standstill.beat();
        assertRefuses();
        letPass(Duration.ofSeconds(6));
        standstill.beat();
        assertAnswers();
    }

    @Test
    void hasNotStoodStillIfItsTimeWasSetBack() {
        grid.startMember();
        standstill.beat();

        time = time.minus(LONG);

        assertAnswers();
        standstill.beat();
        assertAnswers();
    }

    @Test
    void refusesOperationsOnSessions() {
        grid.startMember();
        member.getUserContext().put(Standstill.KEY, standstill);
        HazelcastSessionStore store =
                new HazelcastSessionStore(member, LocalGrid.MAP, Duration.ofSeconds(2), new SessionMeters());
        SessionId id = LocalGrid.idOwnedBy(member);
        SessionDelta initial = new SessionDelta(Deltas.NOTHING.changes(), Deltas.HALF_AN_HOUR, null);
        store.create(id, Instant.now(), initial, new CommitId(1, 1));
        standstill.beat();

        letPass(LONG);

        assertThatThrownBy(() -> store.open(id.key(), id.secretHash(), SessionStore.NOTHING_KNOWN))
                .isInstanceOf(SessionStoreException.class);
    }

    @Test
    void answersAgainIfTheOthersHaveNotGivenItUp() {
        grid.startMember();
        standstill.beat();
        letPass(LONG);
        standstill.beat();

        letPass(Duration.ofSeconds(4));
        standstill.beat();
        assertRefuses();

        letPass(Duration.ofSeconds(2));
        standstill.beat();
        assertAnswers();
    }

    @Test
    void answersNothingAsLongAsItFindsItselfAloneButForAMinute() {
        HazelcastInstance other = grid.startMember();
        standstill.beat();
        letPass(LONG);
        standstill.beat();
        other.getLifecycleService().terminate();
        await().atMost(LocalGrid.PATIENCE)
                .until(() -> member.getCluster().getMembers().size() == 1);

        letPass(Duration.ofSeconds(6));
        standstill.beat();
        assertRefuses();

        letPass(Duration.ofMinutes(2));
        standstill.beat();
        assertAnswers();
    }

    @Test
    void answersAtOnceIfItWasAloneBefore() {
        standstill.beat();
        letPass(LONG);
        assertRefuses();

        standstill.beat();

        assertAnswers();
    }

    @Test
    void answersAtOnceWhenItHasJoinedTheOthersAgain() {
        grid.startMember();
        standstill.beat();
        letPass(LONG);
        standstill.beat();
        assertRefuses();

        ((LifecycleServiceImpl) member.getLifecycleService()).fireLifecycleEvent(LifecycleState.MERGED);

        assertAnswers();
    }

    /** It may get sessions of others without anybody asking it for one. */
    @Test
    void isWatchedFromItsStart() {
        MemberState.of(member);

        assertThat(member.getUserContext()).containsKey(Standstill.KEY);
    }

    @Test
    void isWatchedOnWhateverGoesWrong() {
        AtomicInteger looks = new AtomicInteger();
        LongSupplier failing = () -> {
            if (looks.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("It is joining");
            }
            return 0;
        };

        new Standstill(member, InstantSource.system(), failing).start();

        await().atMost(LocalGrid.PATIENCE).until(() -> looks.get() > 4);
    }

    @Test
    void hasNotStoodStillIfItWasSlow() {
        grid.startMember();
        for (int i = 0; i < 10; i++) {
            standstill.beat();
            letPass(LONG.dividedBy(2));
            assertAnswers();
        }
    }
}
