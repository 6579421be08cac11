package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.NOTHING;
import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Deltas;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A write whose backup stands still")
class SilentBackupTest {
    /** Longer than Hazelcast waits for a backup before it takes its silence for consent; its clients look seldom. */
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private final LocalGrid grid = new LocalGrid();

    @AfterEach
    void stop() {
        grid.close();
    }

    @Tag("G1")
    @Tag("G2")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNotConfirmedBeforeTheBackupHasIt(boolean byClient) {
        HazelcastInstance owner = grid.startMember();
        HazelcastInstance backup = grid.startMember();
        SessionStore store = storeOn(byClient ? grid.startClient() : owner);
        SessionId id = LocalGrid.idOwnedBy(owner);
        SessionDelta initial = new SessionDelta(NOTHING.changes(), Deltas.HALF_AN_HOUR, null);
        store.create(id, Instant.now(), initial, new CommitId(1, 1));
        CommitId commit = new CommitId(1, 2);

        StandStill.during(
                backup,
                () -> assertThatThrownBy(() -> store.commit(id.key(), put("cart", "book"), 1, commit))
                        .isInstanceOf(SessionStoreException.class));

        await().atMost(LocalGrid.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(store.commit(id.key(), put("cart", "book"), 1, commit))
                        .isInstanceOf(Committed.Applied.class));
        owner.getLifecycleService().terminate();
        await().atMost(LocalGrid.PATIENCE)
                .untilAsserted(() -> assertThat(
                                LocalGrid.record(backup, id).attributes().present())
                        .containsOnlyKeys("cart"));
    }

    private static SessionStore storeOn(HazelcastInstance instance) {
        return new HazelcastSessionStore(instance, LocalGrid.MAP, TIMEOUT, new SessionMeters());
    }
}
