package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.lasting;
import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.TouchListener;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A session in the grid, as time goes by,")
class SessionExpiryTest extends SessionInGrid {
    @Tag("G7")
    @ParameterizedTest
    @EnumSource
    void livesAsLongAsTheClockOfTheGridSaysAndNoOther(Caller caller) {
        SessionStore store = created(caller);
        Instant used = record().times().lastAccessedTime();

        LocalGrid.setClusterTime(owner, used.plusSeconds(30 * 60));

        assertThat(store.open(key, secret, 1)).isInstanceOf(Opened.Unchanged.class);
    }

    @ParameterizedTest
    @EnumSource
    void isPastItsTimeAsSoonAsTheClockOfTheGridSaysSo(Caller caller) {
        SessionStore store = created(caller);
        Instant used = record().times().lastAccessedTime();

        LocalGrid.setClusterTime(owner, used.plusSeconds(31 * 60));

        assertThat(store.open(key, secret, 1)).isEqualTo(new Opened.Gone());
        assertThat(store.commit(key, put("cart", "pen"), 1, next(HERE))).isEqualTo(new Committed.Gone());
        assertThat(store.changeSecret(key, secret, WRONG)).isFalse();
    }

    @Tag("G7")
    @ParameterizedTest
    @EnumSource
    void livesOnThoughTheClockOfItsOwnerJumps(Caller caller) {
        SessionStore store = created(caller);
        Instant used = record().times().lastAccessedTime();

        LocalGrid.makeClusterTimeJump(owner, used.plusSeconds(45 * 60));

        assertThat(store.open(key, secret, 1)).isInstanceOf(Opened.Unchanged.class);
        store.touch(key, Duration.ZERO, TouchListener.NONE);
        store.open(key, secret, 1);
        assertThat(record().times().lastAccessedTime()).isBetween(used, used.plusSeconds(60));
    }

    @Tag("G4")
    @Test
    void isNotTouchedPastItsTime() {
        SessionStore store = created(Caller.OWNER);
        SessionTimes before = record().times();
        LocalGrid.setClusterTime(owner, before.lastAccessedTime().plusSeconds(31 * 60));

        store.touch(key, Duration.ZERO, TouchListener.NONE);
        // On the same partition thread, and so after the touch.
        store.open(key, secret, 1);

        assertThat(record().times()).isEqualTo(before);
    }

    @Test
    void expiresByItselfAndStaysForThoseWhoTellItsListeners() {
        SessionStore store = store(Caller.CLIENT);
        Lifetime moment = new Lifetime(Duration.ofMillis(300), Duration.ofMillis(100));
        store.create(id, now(), new SessionDelta(put("cart", "pen").changes(), moment, null), next(HERE));

        await().atMost(LocalGrid.PATIENCE)
                .until(() -> store.open(key, secret, 1).equals(new Opened.Gone()));

        assertThat(changes(store.end(key, SessionStore.NOTHING_KNOWN, next(HERE), LEASE)))
                .containsOnlyKeys("cart");
    }

    @Test
    void isCollectedLongAfterItsTime() {
        created(Caller.CLIENT);

        assertThat(LocalGrid.timeToLive(owner, id)).isEqualTo(Duration.ofMinutes(211));
    }

    @Test
    void isNeverCollectedIfItNeverExpires() {
        store(Caller.CLIENT)
                .create(id, now(), lasting(new Lifetime(Duration.ofSeconds(-1), Duration.ofMinutes(1))), next(HERE));

        assertThat(LocalGrid.timeToLive(owner, id)).isGreaterThan(Duration.ofDays(36_500));
    }

    @Test
    void maySurviveForAsLongAsAServletCanAsk() {
        Lifetime longest = new Lifetime(Duration.ofSeconds(Integer.MAX_VALUE), Duration.ofMinutes(1));

        store(Caller.CLIENT).create(id, now(), lasting(longest), next(HERE));

        assertThat(LocalGrid.timeToLive(owner, id)).isGreaterThan(Duration.ofDays(365 * 60));
    }
}
