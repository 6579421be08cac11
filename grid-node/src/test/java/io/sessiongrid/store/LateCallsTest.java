package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.bytes;
import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A member that stood still executes what was sent to it, though its callers have long said that it failed. */
@DisplayName("A call that is executed when nobody waits for it any longer")
class LateCallsTest extends SessionInGrid {
    private static Instant past() {
        return now().minusSeconds(5);
    }

    private static Instant soon() {
        return now().plusSeconds(20);
    }

    @Tag("G2")
    @ParameterizedTest
    @EnumSource
    void undoesNoChangeThatWasConfirmedMeanwhile(Caller caller) {
        SessionStore store = created(caller);
        store.commit(key, put("cart", "confirmed"), 1, next(ELSEWHERE));

        assertThat(others(store.commit(key, put("cart", "late"), 1, next(HERE), past())))
                .isEqualTo(Map.of("cart", new AttributeChange.Put(bytes("confirmed"))));

        assertThat(present()).isEqualTo(Map.of("cart", bytes("confirmed")));
    }

    /** Its answer shows them: the server has gone on from there. */
    @Tag("G1")
    @ParameterizedTest
    @EnumSource
    void undoesNoLaterChangeOfItsOwnServer(Caller caller) {
        SessionStore store = created(caller);
        store.commit(key, put("cart", "late"), 1, next(HERE), past());

        store.commit(key, put("cart", "refused before").yieldingAll(), 1, next(HERE));

        assertThat(present()).isEqualTo(Map.of("cart", bytes("refused before")));
    }

    @ParameterizedTest
    @EnumSource
    void isMadeIfNobodyHasMadeAnother(Caller caller) {
        SessionStore store = created(caller);

        store.commit(key, put("cart", "late"), 1, next(HERE), past());

        assertThat(present()).isEqualTo(Map.of("cart", bytes("late")));
    }

    @ParameterizedTest
    @EnumSource
    void winsAsTheLastOneIfItIsInTime(Caller caller) {
        SessionStore store = created(caller);
        store.commit(key, put("cart", "one"), 1, next(ELSEWHERE));

        store.commit(key, put("cart", "other"), 1, next(HERE), soon());

        assertThat(present()).isEqualTo(Map.of("cart", bytes("other")));
    }

    @Tag("G5")
    @ParameterizedTest
    @EnumSource
    void changesNoIdThatTheClientStillHas(Caller caller) {
        SessionStore store = created(caller);
        SessionId renewed = id.withNewSecret(new SecureRandom());

        SessionStore impatient =
                new HazelcastSessionStore(client, LocalGrid.MAP, Duration.ofMillis(300), new SessionMeters());
        assertThatThrownBy(() -> impatient.changeSecret(key, secret, renewed.secretHash(), past()))
                .as("no answer, and not that the session has ended")
                .isInstanceOf(SessionStoreException.class);
        assertThat(store.open(key, secret, 1)).isInstanceOf(Opened.Unchanged.class);

        assertThat(store.changeSecret(key, secret, renewed.secretHash(), soon()))
                .isTrue();
    }
}
