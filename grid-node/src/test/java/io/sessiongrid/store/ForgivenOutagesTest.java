package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of half an hour each; nobody moves the hand of the sweep for 40 minutes or more. */
@DisplayName("A session that nobody could use because no server reached the grid")
@Tag("G7")
@Tag("G12")
class ForgivenOutagesTest extends SessionInGrid {
    private final Instant begin = now();

    /** An application of its own, because outages stay known for long. */
    private final String mapName = "sessions-shop-" + id();

    private static int maps;

    private static int id() {
        return ++maps;
    }

    @AfterEach
    void forget() {
        owner.getMap(mapName).destroy();
    }

    private SessionStore server(Caller caller) {
        HazelcastInstance instance = switch (caller) {
            case OWNER -> owner;
            case OTHER_MEMBER -> otherMember;
            case CLIENT -> client;
        };
        return new HazelcastSessionStore(instance, mapName, LocalGrid.PATIENCE, new SessionMeters());
    }

    private SessionStore created(SessionStore store) {
        store.takeTurn(TURN, TURN);
        store.create(id, begin, with(put("cart", "book")), next(HERE));
        return store;
    }

    @ParameterizedTest
    @EnumSource
    void isFoundAfterwards(Caller caller) {
        SessionStore store = created(server(caller));

        setTime(begin.plusSeconds(40 * 60));

        assertThat(store.open(key, secret, SessionStore.NOTHING_KNOWN)).isInstanceOf(Opened.Changed.class);
    }

    /** Outages that are known are asked for again after a while. */
    @Test
    void isFoundAfterASecondOutageToo() {
        SessionStore store = created(server(Caller.CLIENT));
        setTime(begin.plusSeconds(40 * 60));
        assertThat(store.open(key, secret, 1)).isInstanceOf(Opened.Unchanged.class);
        store.takeTurn(TURN, TURN);
        await().pollDelay(Forgiveness.KNOWN_FOR.plusMillis(10))
                .atMost(LocalGrid.PATIENCE)
                .until(() -> true);

        setTime(begin.plusSeconds(80 * 60));

        assertThat(store.open(key, secret, 1)).isInstanceOf(Opened.Unchanged.class);
    }

    /** One that was started meanwhile, and the other servers have moved the hand since. */
    @ParameterizedTest
    @EnumSource
    void isFoundByAServerThatKnowsOfNothing(Caller caller) {
        created(server(Caller.CLIENT));
        setTime(begin.plusSeconds(40 * 60));
        server(Caller.OWNER).takeTurn(TURN, TURN);
        setTime(begin.plusSeconds(41 * 60));

        assertThat(server(caller).open(key, secret, SessionStore.NOTHING_KNOWN)).isInstanceOf(Opened.Changed.class);
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatARequestThatGoesOnWrites(Caller caller) {
        SessionStore store = created(server(caller));

        setTime(begin.plusSeconds(40 * 60));

        assertThat(store.commit(key, put("cart", "pen"), 1, next(HERE))).isInstanceOf(Committed.Applied.class);
    }

    @ParameterizedTest
    @EnumSource
    void isNotClaimedByTheSweep(Caller caller) {
        SessionStore store = created(server(caller));

        setTime(begin.plusSeconds(40 * 60));

        assertThat(store.claim(key, ELSEWHERE, LEASE, 1)).isEqualTo(new Opened.Gone());
        assertThat(store.open(key, secret, 1)).isInstanceOf(Opened.Unchanged.class);
    }

    @ParameterizedTest
    @EnumSource
    void livesAsLongAfterwardsAsItWouldHave(Caller caller) {
        SessionStore store = created(server(caller));
        setTime(begin.plusSeconds(40 * 60));
        store.open(key, secret, 1);
        store.takeTurn(TURN, TURN);

        letPass(store, begin.plusSeconds(40 * 60), Duration.ofMinutes(30));
        assertThat(store.open(key, secret, 1)).isInstanceOf(Opened.Unchanged.class);

        letPass(store, begin.plusSeconds(70 * 60), Duration.ofMinutes(2));
        assertThat(store.open(key, secret, 1)).isEqualTo(new Opened.Gone());
    }

    /** As long as a server moves the hand, users could have used their sessions. */
    @ParameterizedTest
    @EnumSource
    void isNoneIfServersReachedTheGrid(Caller caller) {
        SessionStore store = created(server(caller));

        letPass(store, begin, Duration.ofMinutes(32));

        assertThat(store.open(key, secret, 1)).isEqualTo(new Opened.Gone());
    }

    @ParameterizedTest
    @EnumSource
    void isNotRevivedOnceItHasEnded(Caller caller) {
        SessionStore store = created(server(caller));
        end(store, next(HERE));

        setTime(begin.plusSeconds(40 * 60));

        assertThat(store.open(key, secret, 1)).isEqualTo(new Opened.Gone());
        assertThat(store.commit(key, put("cart", "pen"), 1, next(HERE))).isEqualTo(new Committed.Gone());
    }

    @ParameterizedTest
    @EnumSource
    void isNotFoundWithAWrongSecret(Caller caller) {
        SessionStore store = created(server(caller));

        setTime(begin.plusSeconds(40 * 60));

        assertThat(store.open(key, WRONG, 1)).isEqualTo(new Opened.Gone());
    }
}
