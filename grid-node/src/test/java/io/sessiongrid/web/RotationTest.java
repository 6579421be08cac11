package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A change of a session's id")
@Tag("G5")
class RotationTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);
    private final SessionId old = here.sessionWith("cart", "book");
    private final SessionId renewed = here.sessions.newSecret(old);

    @Test
    void makesTheOldIdUselessEverywhere() {
        assertThat(elsewhere.knows(old)).isTrue();

        rotate(here, old, renewed);

        assertThat(here.knows(old)).isFalse();
        assertThat(elsewhere.knows(old)).isFalse();
    }

    @Test
    void losesNothing() {
        rotate(here, old, renewed);

        assertThat(here.read(renewed, "cart")).isEqualTo("book");
        assertThat(elsewhere.read(renewed, "cart")).isEqualTo("book");
    }

    @Test
    void isSeenByTheRequestThatMadeIt() {
        try (SessionUse use = here.sessions.find(old)) {
            use.rotate(renewed);

            assertThat(use.id()).isEqualTo(renewed);
            assertThat(use.isValid()).isTrue();
        }
    }

    @Test
    void keepsWhatIsNotCommittedYet() {
        try (SessionUse use = here.sessions.find(old)) {
            use.setAttribute("user", "ada");
            use.rotate(renewed);
        }

        assertThat(elsewhere.read(renewed, "user")).isEqualTo("ada");
    }

    @Tag("G14")
    @Test
    void costsOneCall() {
        try (SessionUse use = here.sessions.find(old)) {
            assertThat(use.isValid()).isTrue();
            grid.forgetCounts();

            use.rotate(renewed);

            assertThat(grid.count()).isEqualTo(grid.count(Call.CHANGE_SECRET)).isEqualTo(1);
        }
    }

    @Test
    void costsNothingBeforeTheGridKnowsTheSession() {
        SessionId first = here.sessions.newId();
        SessionId second = here.sessions.newSecret(first);
        grid.forgetCounts();

        try (SessionUse use = here.sessions.create(first, AppServer.HALF_AN_HOUR)) {
            use.rotate(second);
            assertThat(grid.count()).isZero();
        }

        assertThat(elsewhere.knows(second)).isTrue();
        assertThat(elsewhere.knows(first)).isFalse();
        assertThat(here.knows(first)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void worksAfterACreationThatTheGridDidNotConfirm(Fault fault) {
        SessionId first = here.sessions.newId();
        SessionId second = here.sessions.newSecret(first);

        try (SessionUse use = here.sessions.create(first, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "pen");
            grid.failNext(Call.CREATE, fault);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            use.rotate(second);
        }

        assertThat(elsewhere.read(second, "cart")).isEqualTo("pen");
        assertThat(elsewhere.knows(first)).isFalse();
    }

    @Tag("G3")
    @Test
    void letsRequestsCommitThatWereUnderWay() {
        try (SessionUse running = here.sessions.find(old)) {
            assertThat(running.isValid()).isTrue();
            rotate(elsewhere, old, renewed);

            running.setAttribute("user", "ada");
        }

        assertThat(elsewhere.read(renewed, "user")).isEqualTo("ada");
    }

    @Tag("G3")
    @Test
    void letsRequestsCommitThatWereUnderWayThoughSomebodyComesWithTheOldId() {
        try (SessionUse running = here.sessions.find(old)) {
            assertThat(running.isValid()).isTrue();
            rotate(elsewhere, old, renewed);
            assertThat(here.knows(old)).isFalse();

            running.setAttribute("user", "ada");
        }

        assertThat(elsewhere.read(renewed, "user")).isEqualTo("ada");
    }

    @Tag("G12")
    @Test
    void letsTheNewIdInThoughSomebodyComesWithTheOldId() {
        try (SessionUse running = here.sessions.find(old)) {
            assertThat(running.isValid()).isTrue();
            rotate(elsewhere, old, renewed);
            assertThat(here.knows(old)).isFalse();

            assertThat(here.read(renewed, "cart")).isEqualTo("book");
            assertThat(here.knows(old)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReportedAsFailedIfTheGridDidNotConfirm(Fault fault) {
        grid.failNext(Call.CHANGE_SECRET, fault);

        try (SessionUse use = here.sessions.find(old)) {
            assertThatThrownBy(() -> use.rotate(renewed)).isInstanceOf(SessionStoreException.class);
            assertThat(use.id()).isEqualTo(old);
        }
    }

    @Tag("G12")
    @ParameterizedTest
    @EnumSource
    void leavesTheOldIdValidIfTheGridDidNotConfirm(Fault fault) {
        failToRotate(fault);

        assertThat(here.read(old, "cart")).isEqualTo("book");
        assertThat(elsewhere.read(old, "cart")).isEqualTo("book");
        assertThat(elsewhere.knows(renewed)).isFalse();
    }

    @Tag("G12")
    @ParameterizedTest
    @EnumSource
    void isTakenBackForOtherServersTooIfTheGridDidNotConfirm(Fault fault) {
        failToRotate(fault);

        await().atMost(Duration.ofSeconds(20)).until(() -> elsewhere.knows(old));
        assertThat(elsewhere.knows(renewed)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void canBeMadeAgainIfTheGridDidNotConfirm(Fault fault) {
        failToRotate(fault);
        SessionId third = here.sessions.newSecret(old);

        rotate(here, old, third);

        assertThat(elsewhere.read(third, "cart")).isEqualTo("book");
        assertThat(elsewhere.knows(old)).isFalse();
        assertThat(elsewhere.knows(renewed)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void canBeMadeAgainInTheSameRequest(Fault fault) {
        SessionId third = here.sessions.newSecret(old);
        try (SessionUse use = here.sessions.find(old)) {
            assertThat(use.isValid()).isTrue();
            grid.failNext(Call.CHANGE_SECRET, fault);
            assertThatThrownBy(() -> use.rotate(renewed)).isInstanceOf(SessionStoreException.class);

            use.rotate(third);
        }

        assertThat(elsewhere.read(third, "cart")).isEqualTo("book");
        assertThat(elsewhere.knows(renewed)).isFalse();
    }

    @Test
    void isRefusedForASessionThatHasEnded() {
        try (SessionUse use = here.sessions.find(old)) {
            assertThat(use.isValid()).isTrue();
            try (SessionUse other = elsewhere.sessions.find(old)) {
                other.end();
            }

            assertThatThrownBy(() -> use.rotate(renewed))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("has ended");
        }
    }

    @Test
    void canBeMadeByOneServerAfterAnother() {
        SessionId third = here.sessions.newSecret(old);

        rotate(here, old, renewed);
        rotate(elsewhere, renewed, third);

        assertThat(here.read(third, "cart")).isEqualTo("book");
        assertThat(here.knows(renewed)).isFalse();
    }

    private void failToRotate(Fault fault) {
        grid.failNext(Call.CHANGE_SECRET, fault);
        try (SessionUse use = here.sessions.find(old)) {
            assertThatThrownBy(() -> use.rotate(renewed)).isInstanceOf(SessionStoreException.class);
        }
    }

    private static void rotate(AppServer server, SessionId from, SessionId to) {
        try (SessionUse use = server.sessions.find(from)) {
            use.rotate(to);
        }
    }
}
