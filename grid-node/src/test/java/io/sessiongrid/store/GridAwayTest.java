package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.lasting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.TouchListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A client that starts before the grid")
@Tag("G11")
class GridAwayTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** What a busy machine may take on top. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final LocalGrid grid = new LocalGrid();
    private final SessionId id = SessionId.generate(new SecureRandom());
    private SessionStore store;

    @BeforeEach
    void startTheClientOnly() {
        HazelcastInstance client = grid.startClient();
        store = new HazelcastSessionStore(client, LocalGrid.MAP, TIMEOUT, new SessionMeters());
    }

    @AfterEach
    void stop() {
        grid.close();
    }

    @Tag("G10")
    @Tag("G12")
    @Test
    void saysThatTheGridIsAwayAndNotThatThereIsNoSession() {
        long start = System.nanoTime();

        assertThatThrownBy(() -> store.open(id.key(), id.secretHash(), SessionStore.NOTHING_KNOWN))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageStartingWith("Could not open a session in map sessions-shop");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
    }

    @Test
    void failsNobodyWhoDoesNotWait() {
        assertThatCode(() -> {
                    store.touch(id.key(), Duration.ZERO, TouchListener.NONE);
                    store.revoke(id.key(), 1);
                    store.onRevoked(new Heard()).run();
                })
                .doesNotThrowAnyException();

        // Hazelcast does not like to be stopped while somebody gets a map; after this, nobody does.
        assertThatThrownBy(() -> store.open(id.key(), id.secretHash(), 1)).isInstanceOf(SessionStoreException.class);
    }

    @Test
    void usesTheGridWhenItComes() {
        assertThatThrownBy(() -> store.open(id.key(), id.secretHash(), 1)).isInstanceOf(SessionStoreException.class);
        Heard heard = new Heard();
        store.onRevoked(heard);

        HazelcastInstance member = grid.startMember();

        await().atMost(LocalGrid.PATIENCE)
                .ignoreExceptions()
                .until(() -> store.open(id.key(), id.secretHash(), 1).equals(new Opened.Gone()));
        assertThat(store.create(id, Instant.now(), lasting(HALF_AN_HOUR), new CommitId(1, 1)))
                .isInstanceOf(Committed.Applied.class);
        await().atMost(LocalGrid.PATIENCE).untilAsserted(() -> {
            LocalGrid.storeOn(member).revoke(id.key(), 7);
            assertThat(heard.revoked).contains(id.key() + " by 7");
        });
    }
}
