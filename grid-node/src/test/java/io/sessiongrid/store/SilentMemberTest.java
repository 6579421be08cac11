package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Deltas;
import io.sessiongrid.session.Meter;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.TouchListener;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of two members, one stands still, and many requests ask for its sessions. */
@DisplayName("A silent member")
@Tag("G10")
class SilentMemberTest {
    private static final int CALLS = 300;
    private static final int MOST_THAT_WAIT = MemberGuard.MOST_PROMPT + MemberGuard.MOST_HELD_UP;

    private final LocalGrid grid = new LocalGrid();
    private final SessionMeters meters = new SessionMeters();

    @AfterEach
    void stop() {
        grid.close();
    }

    @ParameterizedTest(name = "seen by a client: {0}")
    @ValueSource(booleans = {false, true})
    void keepsOnlySoManyRequestsWaitingAndNoneForTheSessionsOfOthers(boolean byClient) {
        HazelcastInstance healthy = grid.startMember();
        HazelcastInstance silent = grid.startMember();
        SessionStore store = new HazelcastSessionStore(
                byClient ? grid.startClient() : healthy, LocalGrid.MAP, LocalGrid.PATIENCE, meters);
        SessionId here = created(store, healthy);
        SessionId there = created(store, silent);

        StandStill.during(silent, () -> {
            IntStream.range(0, CALLS).forEach(i -> openOnAThreadOfItsOwn(store, there));

            await().atMost(LocalGrid.PATIENCE)
                    .untilAsserted(() -> assertThat(meters.count(SessionEvent.FAILURES_REFUSED))
                            .isGreaterThanOrEqualTo(CALLS - MOST_THAT_WAIT));
            assertThat(open(store, here)).isInstanceOf(Opened.Changed.class);
        });

        await().atMost(LocalGrid.PATIENCE.plus(Duration.ofSeconds(5)))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(open(store, there)).isInstanceOf(Opened.Changed.class));
    }

    @Test
    void isCountedUntilItAnswers() {
        HazelcastInstance healthy = grid.startMember();
        HazelcastInstance silent = grid.startMember();
        SessionId there = created(LocalGrid.storeOn(healthy), silent);
        SessionStore impatient = new HazelcastSessionStore(healthy, LocalGrid.MAP, Duration.ofMillis(500), meters);

        StandStill.during(silent, () -> {
            for (int i = 0; i < MemberGuard.SILENT_CALLS; i++) {
                assertThat(meters.gauge(Meter.SILENT_MEMBERS)).isZero();
                assertThatThrownBy(() -> open(impatient, there)).isInstanceOf(SessionStoreException.class);
            }
            assertThat(meters.gauge(Meter.SILENT_MEMBERS)).isEqualTo(1);
        });

        await().atMost(LocalGrid.PATIENCE)
                .untilAsserted(
                        () -> assertThat(meters.gauge(Meter.SILENT_MEMBERS)).isZero());
    }

    /** What the server knows without asking says nothing of any member. */
    @Test
    void doesNotAnswerByWhatIsKnownAlready() {
        HazelcastInstance one = grid.startMember();
        HazelcastInstance other = grid.startMember();
        boolean isOwner =
                one.getPartitionService().getPartition(LocalGrid.MAP).getOwner().localMember();
        HazelcastInstance silent = isOwner ? one : other;
        HazelcastInstance healthy = isOwner ? other : one;
        SessionId there = created(LocalGrid.storeOn(healthy), silent);
        SessionStore impatient = new HazelcastSessionStore(healthy, LocalGrid.MAP, Duration.ofMillis(500), meters);
        assertThat(impatient.gridId()).isNotNull();

        StandStill.during(silent, () -> {
            for (int i = 0; i < MemberGuard.SILENT_CALLS; i++) {
                assertThatThrownBy(() -> open(impatient, there)).isInstanceOf(SessionStoreException.class);
            }

            assertThatThrownBy(impatient::gridId).isInstanceOf(SessionStoreException.class);
            assertThatThrownBy(() -> impatient.takeTurn(Duration.ofSeconds(10), Duration.ofSeconds(1)))
                    .isInstanceOf(SessionStoreException.class);
            assertThat(meters.gauge(Meter.SILENT_MEMBERS)).isEqualTo(1);
        });
    }

    /** They would pile up until it answers. */
    @Test
    void isSentNoTouches() {
        HazelcastInstance healthy = grid.startMember();
        HazelcastInstance silent = grid.startMember();
        SessionId there = created(LocalGrid.storeOn(healthy), silent);
        SessionStore impatient = new HazelcastSessionStore(healthy, LocalGrid.MAP, Duration.ofMillis(500), meters);

        StandStill.during(silent, () -> {
            for (int i = 0; i < MemberGuard.SILENT_CALLS; i++) {
                assertThatThrownBy(() -> open(impatient, there)).isInstanceOf(SessionStoreException.class);
            }
            AtomicInteger lost = new AtomicInteger();

            impatient.touch(there.key(), Duration.ZERO, new TouchListener() {
                @Override
                public void gone() {}

                @Override
                public void lost() {
                    lost.incrementAndGet();
                }
            });

            assertThat(lost).hasValue(1);
        });
    }

    private static Opened open(SessionStore store, SessionId id) {
        return store.open(id.key(), id.secretHash(), SessionStore.NOTHING_KNOWN);
    }

    private static SessionId created(SessionStore store, HazelcastInstance owner) {
        SessionId id = LocalGrid.idOwnedBy(owner);
        SessionDelta initial = new SessionDelta(NOTHING.changes(), Deltas.HALF_AN_HOUR, null);
        store.create(id, Instant.now(), initial, new CommitId(1, 1));
        return id;
    }

    private static void openOnAThreadOfItsOwn(SessionStore store, SessionId id) {
        Thread thread = new Thread(() -> {
            try {
                open(store, id);
            } catch (SessionStoreException e) {
                // Counted.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
