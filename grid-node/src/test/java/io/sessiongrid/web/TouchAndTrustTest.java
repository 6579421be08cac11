package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A server that has a copy of a session")
class TouchAndTrustTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer here = new AppServer(grid, AppServer.sticky());
    private final AppServer elsewhere = new AppServer(grid, AppServer.sticky());
    private final SessionId id = here.sessionWith("cart", "book");

    @Tag("G14")
    @Test
    void touchesNothingWithinTheTouchInterval() {
        forward(Duration.ofSeconds(59));

        here.knows(id);

        assertThat(grid.count(Call.TOUCH)).isZero();
    }

    @Tag("G7")
    @Test
    void touchesWhatItOnlyReadFromTheTouchIntervalOn() {
        forward(Duration.ofSeconds(60));

        here.knows(id);
        here.knows(id);

        assertThat(grid.count(Call.TOUCH)).isEqualTo(1);
        assertThat(grid.record(id).times().lastAccessedTime()).isEqualTo(gridClock.instant());
    }

    @Tag("G7")
    @Test
    void touchesAgainWhatTheGridDidNotConfirm() {
        forward(Duration.ofSeconds(60));
        grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);

        trusting(here, id);
        trusting(here, id);

        assertThat(grid.record(id).times().lastAccessedTime()).isEqualTo(gridClock.instant());
    }

    @Tag("G4")
    @Test
    void asksAgainOnceATouchFindsNoSession() {
        grid.end(id.key(), SessionStore.NOTHING_KNOWN, new CommitId(77, 1), Duration.ofSeconds(10));
        forward(Duration.ofSeconds(60));
        assertThat(trustingKnows(here, id)).isTrue();

        assertThat(trustingKnows(here, id)).isFalse();
    }

    @Tag("G1")
    @Test
    void doesNotTrustWhatItWasToldWhileAnotherServersRequestWasAboutToChangeIt() {
        try (SessionUse use = elsewhere.sessions.find(id)) {
            use.enter(false);
            use.setAttribute("cart", "pen");
            assertThat(here.read(id, "cart")).isEqualTo("book");
        }

        try (SessionUse use = here.sessions.find(id)) {
            use.enter(true);
            assertThat(use.attribute("cart")).isEqualTo("pen");
        }
    }

    @Test
    void touchesNothingThatItCommitted() {
        forward(Duration.ofSeconds(60));

        here.set(id, "cart", "pen");

        assertThat(grid.count(Call.TOUCH)).isZero();
        assertThat(grid.record(id).times().lastAccessedTime()).isEqualTo(gridClock.instant());
    }

    @Test
    void touchesNothingForARequestThatDoesNotCount() {
        forward(Duration.ofSeconds(60));

        try (SessionUse use = here.sessions.find(id)) {
            use.doNotTouch();
            assertThat(use.isValid()).isTrue();
        }

        assertThat(grid.count(Call.TOUCH)).isZero();
    }

    @Tag("G7")
    @Test
    void judgesByTheClockOfTheGridAndNotByItsOwn() {
        here.clock.forward(Duration.ofDays(1));

        assertThat(here.knows(id)).isTrue();
        assertThat(trusting(here, id)).isEqualTo("book");
        assertThat(grid.count(Call.TOUCH)).isZero();
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveThatIsReadNowAndThen() {
        for (int i = 0; i < 10; i++) {
            forward(Duration.ofMinutes(30));
            assertThat(here.knows(id)).isTrue();
        }
    }

    @Tag("G14")
    @Test
    void asksNothingWhenTheIdNamesIt() {
        grid.forgetCounts();

        assertThat(trusting(here, id)).isEqualTo("book");

        assertThat(grid.count()).isZero();
    }

    @Test
    void asksWhenTheIdNamesItAndItHasNoCopy() {
        assertThat(trusting(elsewhere, id)).isEqualTo("book");

        assertThat(grid.count(Call.OPEN)).isEqualTo(1);
    }

    @Tag("G5")
    @Test
    void asksWhenTheSecretIsAnother() {
        assertThat(trustingKnows(here, here.sessions.newSecret(id))).isFalse();

        assertThat(grid.count(Call.OPEN)).isEqualTo(1);
    }

    @Tag("G4")
    @Test
    void asksWhenTheSessionIsPastItsTime() {
        forward(Duration.ofMinutes(31));

        assertThat(trustingKnows(here, id)).isFalse();
    }

    @Tag("G1")
    @Test
    void asksWhenAnotherServerHasUsedTheSession() {
        elsewhere.set(id, "cart", "pen");

        assertThat(trusting(here, id)).isEqualTo("pen");
    }

    @Tag("G4")
    @Test
    void asksWhenAnotherServerHasEndedTheSession() {
        try (SessionUse use = elsewhere.sessions.find(id)) {
            use.end();
        }

        assertThat(trustingKnows(here, id)).isFalse();
    }

    @Tag("G4")
    @Test
    void asksWhenAnotherServerHasEndedTheSessionThatItAskedForMeanwhile() {
        try (SessionUse use = elsewhere.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            assertThat(here.knows(id)).isTrue();
            use.end();
        }

        assertThat(trustingKnows(here, id)).isFalse();
    }

    @Tag("G4")
    @Test
    void asksAgainOnceAChangeOfTheIdFindsNoSession() {
        grid.end(id.key(), SessionStore.NOTHING_KNOWN, new CommitId(77, 1), Duration.ofSeconds(10));
        try (SessionUse use = here.sessions.find(id)) {
            use.enter(true);
            assertThatThrownBy(() -> use.rotate(here.sessions.newSecret(id))).isInstanceOf(IllegalStateException.class);
        }

        assertThat(trustingKnows(here, id)).isFalse();
    }

    @Tag("G4")
    @Test
    void asksAgainOnceATouchThatIsSentAgainFindsNoSession() {
        forward(Duration.ofSeconds(60));
        grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);
        assertThat(trustingKnows(here, id)).isTrue();
        grid.end(id.key(), SessionStore.NOTHING_KNOWN, new CommitId(77, 1), Duration.ofSeconds(10));

        here.sessions.lostTouches().sendAgain();

        assertThat(trustingKnows(here, id)).isFalse();
    }

    @Tag("G1")
    @Test
    void asksWhenItMayHaveMissedThatAnotherServerHasUsedTheSession() {
        try (SessionUse running = here.sessions.find(id)) {
            assertThat(running.isValid()).isTrue();
            SessionId idle = here.sessionWith("cart", "ink");
            grid.loseRevocations();
            grid.forgetCounts();

            assertThat(trusting(here, id)).isEqualTo("book");
            assertThat(trusting(here, idle)).isEqualTo("ink");
        }

        assertThat(grid.count(Call.OPEN)).isEqualTo(2);
    }

    @Tag("G5")
    @Test
    void asksWhenAnotherServerHasChangedTheId() {
        SessionId renewed = elsewhere.sessions.newSecret(id);
        try (SessionUse use = elsewhere.sessions.find(id)) {
            use.rotate(renewed);
        }

        assertThat(trustingKnows(here, id)).isFalse();
        assertThat(trusting(here, renewed)).isEqualTo("book");
    }

    @Tag("G4")
    @Tag("G5")
    @Test
    void asksAllTheMoreAfterSomebodyCameWithAWrongSecret() {
        elsewhere.set(id, "cart", "pen");
        assertThat(trustingKnows(here, here.sessions.newSecret(id))).isFalse();
        assertThat(trusting(here, id)).isEqualTo("pen");

        try (SessionUse use = elsewhere.sessions.find(id)) {
            use.rotate(elsewhere.sessions.newSecret(id));
        }
        assertThat(trustingKnows(here, here.sessions.newSecret(id))).isFalse();
        assertThat(trustingKnows(here, id)).isFalse();
    }

    @Tag("G1")
    @Test
    void asksAsLongAsItHearsNothingOfOthers() {
        grid.cutOff();
        elsewhere.set(id, "cart", "pen");

        assertThat(trusting(here, id)).isEqualTo("pen");
        assertThat(trusting(here, id)).isEqualTo("pen");
        assertThat(grid.count(Call.OPEN)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void trustsItsCopyAgainOnceItHasAsked() {
        elsewhere.set(id, "cart", "pen");
        assertThat(trusting(here, id)).isEqualTo("pen");
        grid.forgetCounts();

        assertThat(trusting(here, id)).isEqualTo("pen");

        assertThat(grid.count()).isZero();
    }

    @Tag("G1")
    @Test
    void doesNotTrustItsCopyBecauseTheGridDidNotAnswer() {
        try (SessionUse running = here.sessions.find(id)) {
            assertThat(running.isValid()).isTrue();
            elsewhere.set(id, "cart", "pen");
            grid.failNext(Call.OPEN, Fault.REQUEST_LOST);
            assertThatThrownBy(() -> trusting(here, id)).isInstanceOf(SessionStoreException.class);

            assertThat(trusting(here, id)).isEqualTo("pen");
        }
    }

    @Tag("G1")
    @Test
    void keepsWhatItStillHasToCommitWhenAnotherServerUsesTheSession() {
        SessionUse failing = here.sessions.find(id);
        failing.setAttribute("user", "ada");
        grid.failNext(Call.COMMIT, Fault.REQUEST_LOST);
        assertThat(catchThrowable(failing::close)).isInstanceOf(SessionStoreException.class);

        elsewhere.set(id, "cart", "pen");
        assertThat(trusting(here, id)).isEqualTo("pen");

        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
    }

    @Test
    void hearsNothingMoreOfOthersWhenItsApplicationStopped() {
        here.sessions.close();

        elsewhere.set(id, "cart", "pen");

        assertThat(here.sessions.liveSessions()).isZero();
    }

    private void forward(Duration by) {
        gridClock.forward(by);
        here.clock.forward(by);
        elsewhere.clock.forward(by);
        grid.forgetCounts();
    }

    private static @Nullable Object trusting(AppServer server, SessionId id) {
        try (SessionUse use = server.sessions.find(id)) {
            use.enter(true);
            return use.attribute("cart");
        }
    }

    private static boolean trustingKnows(AppServer server, SessionId id) {
        try (SessionUse use = server.sessions.find(id)) {
            use.enter(true);
            return use.isValid();
        }
    }
}
