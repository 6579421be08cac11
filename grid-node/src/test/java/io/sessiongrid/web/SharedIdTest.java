package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Contexts of one server may share ids, so that sessions begin under keys that are not new. */
@DisplayName("A session that begins under a shared id")
class SharedIdTest extends SweptServers {
    @Test
    void followsOneThatWasEnded() {
        SessionId id = ended();

        try (SessionUse use = elsewhere.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "pen");
        }

        assertThat(here.read(id, "cart")).isEqualTo("pen");
    }

    @Tag("G12")
    @Test
    void followsOneThatWasEndedThoughTheFirstAttemptIsLost() {
        SessionId id = ended();

        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "pen");
            grid.failNext(Call.CREATE, Fault.REQUEST_LOST);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            use.commit();
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo("pen");
    }

    @Tag("G4")
    @Test
    void doesNotFollowOneThatWasEndedLater() {
        SessionId id = here.sessions.newId();
        SessionUse early = here.sessions.create(id, AppServer.HALF_AN_HOUR);
        try (SessionUse late = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            late.commit();
            assertThat(late.end()).isTrue();
        }

        early.setAttribute("cart", "pen");
        early.close();

        assertThat(elsewhere.knows(id)).isFalse();
    }

    @Tag("G4")
    @Test
    void isNotTakenForAFormerOneOfWhichAServerStillHasACopy() {
        SessionId id = here.sessionWith("cart", "book");
        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
        gridClock.forward(AppServer.HALF_AN_HOUR.plusMinutes(2));
        CommitId end = new CommitId(7, 1);
        grid.claim(id.key(), 7, Duration.ofMinutes(1), SessionStore.NOTHING_KNOWN);
        grid.removeClaimed(id.key(), end);

        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo("pen");
    }

    @Tag("G12")
    @Test
    void waitsForWhoeverTellsOfTheFormerOne() {
        SessionId id = here.sessionWith("cart", "book");
        gridClock.forward(AppServer.HALF_AN_HOUR.plusMinutes(2));
        CommitId end = new CommitId(7, 1);
        grid.claim(id.key(), 7, Duration.ofMinutes(1), SessionStore.NOTHING_KNOWN);
        grid.whenCalled(Call.CREATE, 2, () -> grid.removeClaimed(id.key(), end));

        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo("pen");
    }

    @Tag("G3")
    @Test
    void isNotTakenForOneThatBeganAtTheSameTime() {
        SessionId id = here.sessions.newId();
        SessionUse one = here.sessions.create(id, AppServer.HALF_AN_HOUR);
        try (SessionUse other = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            other.setAttribute("cart", "book");
        }

        one.setAttribute("cart", "pen");
        one.commit();

        assertThat(one.isValid()).isFalse();
        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
        one.close();
    }

    private SessionId ended() {
        SessionId id = here.sessionWith("cart", "book");
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.end()).isTrue();
        }
        return id;
    }
}
