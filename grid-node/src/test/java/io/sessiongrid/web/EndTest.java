package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

@DisplayName("The end of a session")
@Tag("G4")
class EndTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);
    private final SessionId id = here.sessionWith("cart", "book");

    @Test
    void holdsEverywhere() {
        assertThat(elsewhere.knows(id)).isTrue();

        end(here);

        assertThat(here.knows(id)).isFalse();
        assertThat(elsewhere.knows(id)).isFalse();
    }

    @Tag("G6")
    @Test
    void isTheDoingOfOneRequestOnly() {
        try (SessionUse first = here.sessions.find(id);
                SessionUse second = here.sessions.find(id);
                SessionUse third = elsewhere.sessions.find(id)) {
            assertThat(second.isValid()).isTrue();
            assertThat(third.isValid()).isTrue();

            assertThat(first.end()).isTrue();
            assertThat(first.end()).isFalse();
            assertThat(second.end()).isFalse();
            assertThat(third.end()).isFalse();
        }
    }

    @Tag("G6")
    @Test
    void leavesTheAttributesReadableForListeners() {
        elsewhere.set(id, "user", "ada");

        try (SessionUse use = here.sessions.find(id)) {
            use.end();

            assertThat(use.attributeNames()).containsExactlyInAnyOrder("cart", "user");
            assertThat(use.attribute("user")).isEqualTo("ada");
        }
    }

    @Tag("G6")
    @Test
    void showsListenersWhatOthersCommittedLast() {
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            elsewhere.set(id, "user", "ada");

            use.end();

            assertThat(use.attribute("user")).isEqualTo("ada");
        }
    }

    @Test
    void isNotUndoneByWhatItsRequestStillHadToCommit() {
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("user", "ada");
            use.end();
            use.commit();
        }

        assertThat(elsewhere.knows(id)).isFalse();
        assertThat(grid.record(id).ended()).isTrue();
    }

    @Test
    void isNotUndoneByRequestsThatAreUnderWayElsewhere() {
        try (SessionUse running = elsewhere.sessions.find(id)) {
            running.setAttribute("user", "ada");
            end(here);

            running.commit();

            assertThat(running.isValid()).isFalse();
        }
        assertThat(here.knows(id)).isFalse();
        assertThat(elsewhere.knows(id)).isFalse();
    }

    @Test
    void isNotUndoneByATouch() {
        try (SessionUse running = elsewhere.sessions.find(id)) {
            assertThat(running.isValid()).isTrue();
            end(here);
            elsewhere.clock.forward(Duration.ofMinutes(5));
        }

        assertThat(elsewhere.knows(id)).isFalse();
    }

    @Tag("G6")
    @ParameterizedTest
    @EnumSource
    void isReportedToWhoeverCausedItThoughTheGridAnsweredLate(Fault fault) {
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            grid.failNext(Call.END, fault);
            assertThatThrownBy(use::end).isInstanceOf(SessionStoreException.class);

            assertThat(use.end()).isTrue();
        }
        assertThat(here.knows(id)).isFalse();
    }

    @Tag("G12")
    @Test
    void isNotAssumedBecauseTheGridDidNotAnswer() {
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            grid.failNext(Call.END, Fault.REQUEST_LOST);
            assertThatThrownBy(use::end).isInstanceOf(SessionStoreException.class);

            assertThat(use.isValid()).isTrue();
        }
        assertThat(here.knows(id)).isTrue();
    }

    @Tag("G14")
    @Test
    void costsNothingIfTheGridNeverHeardOfTheSession() {
        SessionId unborn = here.sessions.newId();
        grid.forgetCounts();

        try (SessionUse use = here.sessions.create(unborn, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "pen");

            assertThat(use.end()).isTrue();
        }

        assertThat(grid.count()).isZero();
        assertThat(here.sessions.liveSessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void holdsForASessionWhoseCreationTheGridDidNotConfirm(Fault fault) {
        SessionId unborn = here.sessions.newId();

        try (SessionUse use = here.sessions.create(unborn, AppServer.HALF_AN_HOUR)) {
            grid.failNext(Call.CREATE, fault);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);

            assertThat(use.end()).isTrue();
        }

        assertThat(here.knows(unborn)).isFalse();
        assertThat(elsewhere.knows(unborn)).isFalse();
    }

    @Test
    void comesByItselfAfterTheMaxInactiveInterval() {
        assertThat(elsewhere.knows(id)).isTrue();

        gridClock.forward(Duration.ofMinutes(31));

        assertThat(here.knows(id)).isFalse();
        assertThat(elsewhere.knows(id)).isFalse();
    }

    @Test
    void isSeenByARequestUnderWayWhenItCommits() {
        try (SessionUse running = elsewhere.sessions.find(id)) {
            running.setAttribute("user", "ada");
            gridClock.forward(Duration.ofMinutes(31));

            running.commit();

            assertThat(running.isValid()).isFalse();
        }
        assertThat(grid.record(id).attributes().present()).doesNotContainKey("user");
    }

    private void end(AppServer server) {
        try (SessionUse use = server.sessions.find(id)) {
            assertThat(use.end()).isTrue();
        }
    }
}
