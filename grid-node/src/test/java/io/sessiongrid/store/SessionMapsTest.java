package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionUser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An operator")
class SessionMapsTest extends SessionInGrid {
    private static SessionMaps maps;

    @BeforeAll
    static void connect(SharedGrid.Started grid) {
        maps = new SessionMaps(grid.client(), LocalGrid.PATIENCE);
    }

    @Test
    @DisplayName("lists the largest sessions, with user and idle time and without values")
    void listsTheLargest() {
        SessionStore store = created(Caller.CLIENT);
        SessionDelta large =
                new SessionDelta(put("cart", "x".repeat(100_000)).changes(), null, new SessionUser("ada", "FORM"));
        store.commit(key, large, 1, next(HERE));
        setTime(now().plus(Duration.ofMinutes(5)));

        SessionSummary largest = list(SessionOrder.SIZE).get(0);

        assertThat(largest.key()).isEqualTo(key);
        assertThat(largest.user()).isEqualTo("ada");
        assertThat(largest.bytes()).isBetween(100_000L, 102_000L);
        assertThat(largest.idle()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
        assertThat(largest.toString()).doesNotContain("xxx");
    }

    @Test
    @DisplayName("ends a session at once everywhere, and leaves it to the sweep to tell listeners")
    void endsASession() {
        SessionStore store = created(Caller.OTHER_MEMBER);

        assertThat(maps.end(LocalGrid.MAP, key)).isTrue();

        assertThat(store.open(key, secret, SessionStore.NOTHING_KNOWN)).isInstanceOf(Opened.Gone.class);
        assertThat(list(SessionOrder.CREATED))
                .noneMatch(session -> session.key().equals(key));
        assertThat(maps.end(LocalGrid.MAP, key)).isFalse();
        assertThat(store.claim(key, HERE, Duration.ofMinutes(1), SessionStore.NOTHING_KNOWN))
                .isInstanceOf(Opened.Changed.class);
    }

    private static List<SessionSummary> list(SessionOrder order) {
        return maps.list(LocalGrid.MAP, order, 100).join().values().stream()
                .flatMap(reply -> ((Reply.Answer<List<SessionSummary>>) reply).value().stream())
                .sorted(order.comparator())
                .toList();
    }
}
