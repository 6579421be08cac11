package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.Claim;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Listeners are told of every end, whatever happens to the server that brought it about. */
@DisplayName("The end of a session that a request brings about")
class ToldEndsTest extends SweptServers {
    private static final Duration LEASE = Duration.ofSeconds(25);

    private final SessionId id = here.sessionWith("cart", "book");

    @Tag("G6")
    @Test
    void isToldElsewhereIfTheGridsAnswerIsLostAndTheRequestGivesUp() {
        try (SessionUse use = here.sessions.find(id)) {
            grid.failNext(Call.END, Fault.ANSWER_LOST);
            assertThatThrownBy(() -> use.end(() -> told.add("here"))).isInstanceOf(SessionStoreException.class);
        }
        assertThat(elsewhere.knows(id)).isFalse();

        elsewhere.sessions.onExpired(this::tell);
        gridClock.forward(LEASE.minusMillis(1));
        assertThat(grid.expiredIn(0)).isEmpty();
        gridClock.forward(Duration.ofMillis(1));

        await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Tag("G6")
    @Test
    void isToldHereIfTheRequestTriesAgain() {
        try (SessionUse use = here.sessions.find(id)) {
            grid.failNext(Call.END, Fault.ANSWER_LOST);
            assertThatThrownBy(() -> use.end(() -> told.add("here"))).isInstanceOf(SessionStoreException.class);

            assertThat(use.end(() -> told.add("again"))).isTrue();
        }

        assertThat(told).containsExactly("again");
        assertThat(grid.record(id).ended()).isTrue();
    }

    @Tag("G6")
    @Test
    void isToldElsewhereIfItsServerDiesWhileItTells() {
        elsewhere.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.find(id)) {
            use.end(() -> {
                gridClock.forward(LEASE);
                await().until(() -> !told.isEmpty());
            });
        }

        assertThat(told).containsExactly(end(id, "book"));
        assertThat(grid.record(id).endedBy()).isNotNull();
    }

    @Tag("G6")
    @Test
    void isNotToldElsewhereHoweverLongItsListenersTake() {
        here.sessions.onExpired(this::tell);
        elsewhere.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.find(id)) {
            use.end(() -> {
                for (int lease = 0; lease < 4; lease++) {
                    gridClock.forward(LEASE.minusSeconds(2));
                    await().until(() ->
                            claim().until().isAfter(gridClock.instant().plus(LEASE.minusSeconds(2))));
                }
            });
        }

        assertThat(told).isEmpty();
        assertThat(grid.record(id).ended()).isTrue();
    }

    @Tag("G6")
    @Test
    void isNotToldAgainBecauseTheGridDidNotConfirmTheRemoval() {
        here.sessions.onExpired(this::tell);
        grid.failNext(Call.REMOVE_CLAIMED, Fault.REQUEST_LOST);
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.end(() -> told.add("here"))).isTrue();
        }

        await().until(() -> grid.record(id).ended());
        assertThat(told).containsExactly("here");
    }

    @Tag("G6")
    @Test
    void isFinishedThoughAListenerFails() {
        try (SessionUse use = here.sessions.find(id)) {
            assertThatThrownBy(() -> use.end(() -> {
                        throw new IllegalStateException("as this test wants");
                    }))
                    .hasMessage("as this test wants");
        }

        assertThat(grid.record(id).ended()).isTrue();
    }

    @Test
    void asksTheGridForNothingIfItNeverHeardOfTheSession() {
        grid.forgetCounts();
        try (SessionUse use = here.sessions.create(here.sessions.newId(), AppServer.HALF_AN_HOUR)) {
            assertThat(use.end(() -> told.add("here"))).isTrue();
        }

        assertThat(grid.count()).isZero();
        assertThat(told).containsExactly("here");
    }

    @Tag("G12")
    @Test
    void isNotWhatACreationIsTakenForThatWasConfirmedWhenTheCommitAfterItWasNot() {
        SessionId begun = here.sessions.newId();
        try (SessionUse use = here.sessions.create(begun, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "book");
            grid.failNext(Call.CREATE, Fault.ANSWER_LOST);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            use.setAttribute("cart", "pen");
            grid.failNext(Call.COMMIT, Fault.ANSWER_LOST);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);

            use.setAttribute("user", "ada");
            use.commit();

            assertThat(use.isValid()).isTrue();
        }
        assertThat(elsewhere.read(begun, "cart")).isEqualTo("pen");
        assertThat(elsewhere.read(begun, "user")).isEqualTo("ada");
    }

    @Tag("G4")
    @Test
    void isNotUndoneByACreationThatIsRepeatedAfterAnOperatorEndedTheSession() {
        SessionId begun = here.sessions.newId();
        elsewhere.sessions.onExpired(this::tell);
        try (SessionUse use = unconfirmed(begun)) {
            endAsAnOperator(begun);
            await().until(() -> grid.record(begun).ended());

            use.commit();

            assertThat(use.isValid()).isFalse();
        }
        assertThat(elsewhere.knows(begun)).isFalse();
        assertThat(told).hasSize(1);
    }

    @Tag("G4")
    @Test
    void isNotUndoneByACreationThatIsRepeatedAfterThisServerToldOfIt() {
        SessionId begun = here.sessions.newId();
        here.sessions.onExpired(this::tell);
        try (SessionUse use = unconfirmed(begun)) {
            endAsAnOperator(begun);
            await().until(() -> grid.record(begun).ended());

            use.commit();

            assertThat(use.isValid()).isFalse();
        }
        assertThat(told).hasSize(1);
    }

    @Tag("G4")
    @Test
    void isNotUndoneByACreationThatIsRepeatedAfterTheSessionExpired() {
        SessionId begun = here.sessions.newId();
        elsewhere.sessions.onExpired(this::tell);
        SessionUse use = unconfirmed(begun);
        use.doNotTouch();
        forward(PAST_ITS_TIME);
        await().until(() -> grid.recordOrNull(begun) == null);

        assertThatThrownBy(use::commit)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("has not confirmed it for as long as it lives unused");

        assertThatThrownBy(use::close).isInstanceOf(SessionStoreException.class);
        assertThat(grid.recordOrNull(begun)).isNull();
        assertThat(told).contains(end(begun, "pen"));
    }

    private SessionUse unconfirmed(SessionId begun) {
        SessionUse use = here.sessions.create(begun, AppServer.HALF_AN_HOUR);
        use.setAttribute("cart", "pen");
        grid.failNext(Call.CREATE, Fault.ANSWER_LOST);
        assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
        return use;
    }

    private void endAsAnOperator(SessionId begun) {
        grid.expire(begun);
        assertThat(grid.open(begun.key(), begun.secretHash(), SessionStore.NOTHING_KNOWN))
                .isInstanceOf(Opened.Gone.class);
    }

    private Claim claim() {
        return Objects.requireNonNull(grid.record(id).claim());
    }
}
