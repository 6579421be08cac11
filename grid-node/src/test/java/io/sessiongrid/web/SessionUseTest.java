package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.web.MemoryStore.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A request's use of a session")
class SessionUseTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);

    @Tag("G14")
    @Test
    void sendsNothingIfItOnlyReads() {
        SessionId id = here.sessionWith("cart", new ArrayList<>(List.of("book")));
        grid.forgetCounts();

        assertThat(here.read(id, "cart")).isEqualTo(List.of("book"));

        assertThat(grid.count()).isEqualTo(grid.count(Call.OPEN)).isEqualTo(1);
    }

    @Tag("G14")
    @Test
    void sendsAChangeOnce() {
        SessionId id = here.session();
        grid.forgetCounts();

        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "book");
            use.commit();
            use.commit();
            use.commitKnownChanges();
        }

        assertThat(grid.count(Call.COMMIT)).isEqualTo(1);
    }

    @Tag("G14")
    @Test
    void sendsOnlyWhatItChanged() {
        SessionId id = here.session();
        here.set(id, "user", "ada");
        grid.forgetCounts();

        here.set(id, "cart", "book");

        assertThat(grid.deltas())
                .singleElement()
                .satisfies(delta -> assertThat(delta.changes()).containsOnlyKeys("cart"));
    }

    @Tag("G1")
    @Test
    void showsItsCommitToEveryOtherAtOnce() {
        SessionId id = here.session();

        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "book");
            use.commit();

            assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
        }
    }

    @Tag("G1")
    @Test
    void commitsWhatIsLeftWhenItIsClosed() {
        SessionId id = here.session();

        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "book");
            use.commit();
            use.setAttribute("late", "pen");
        }

        assertThat(elsewhere.read(id, "late")).isEqualTo("pen");
    }

    @Test
    void answersTheValueBefore() {
        SessionId id = elsewhere.sessionWith("cart", "book");

        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.setAttribute("cart", "pen")).isEqualTo("book");
            assertThat(use.setAttribute("cart", "ink")).isEqualTo("pen");
            assertThat(use.removeAttribute("cart")).isEqualTo("ink");
            assertThat(use.removeAttribute("cart")).isNull();
            assertThat(use.setAttribute("cart", "book")).isNull();
        }
    }

    @Test
    void removesAnAttributeEverywhere() {
        SessionId id = here.sessionWith("cart", "book");
        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");

        here.remove(id, "cart");

        assertThat(elsewhere.read(id, "cart")).isNull();
        assertThat(here.read(id, "cart")).isNull();
    }

    @Tag("G13")
    @Test
    void refusesWhatCannotTravelAndKeepsWhatThereWas() {
        SessionId id = here.sessionWith("cart", "book");

        try (SessionUse use = here.sessions.find(id)) {
            assertThatThrownBy(() -> use.setAttribute("cart", new Object()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cart")
                    .hasMessageContaining("java.lang.Object");
            assertThat(use.attribute("cart")).isEqualTo("book");
        }
        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
    }

    @Test
    void createsASessionWithItsFirstCommit() {
        SessionId id = here.sessions.newId();

        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "book");

            assertThat(use.isNew()).isTrue();
            assertThat(use.isValid()).isTrue();
            assertThat(grid.count()).isZero();
        }

        assertThat(grid.count(Call.CREATE)).isEqualTo(1);
        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
    }

    @Test
    void createsASessionWithoutAttributesToo() {
        SessionId id = here.sessions.newId();

        here.sessions.create(id, AppServer.HALF_AN_HOUR).close();

        assertThat(elsewhere.knows(id)).isTrue();
    }

    @Test
    void knowsItsSessionBeforeTheGridDoes() {
        SessionId id = here.sessions.newId();

        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            assertThat(here.sessions.isBeginning(id)).isTrue();
            assertThat(here.sessions.isBeginning(here.sessions.newSecret(id))).isFalse();
            assertThat(elsewhere.sessions.isBeginning(id)).isFalse();

            use.commit();

            assertThat(here.sessions.isBeginning(id)).isFalse();
        }
    }

    @Test
    void agreesWithAllOthersAboutTheCreationTime() {
        here.clock.forward(Duration.ofSeconds(2));
        SessionId id = here.sessions.newId();
        Instant first;
        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            first = use.creationTime();
        }

        try (SessionUse use = elsewhere.sessions.find(id)) {
            assertThat(use.creationTime()).isEqualTo(first);
        }
    }

    @Test
    void setsTheMaxInactiveIntervalForAll() {
        SessionId id = here.session();

        try (SessionUse use = here.sessions.find(id)) {
            use.setMaxInactiveInterval(Duration.ofMinutes(1));
            assertThat(use.maxInactiveInterval()).isEqualTo(Duration.ofMinutes(1));
            assertThat(use.unusedLife()).isEqualTo(Duration.ofSeconds(63));
        }

        assertThat(grid.record(id).times().lifetime().maxInactiveInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(grid.record(id).times().lifetime().touchInterval()).isEqualTo(Duration.ofSeconds(3));
        try (SessionUse use = elsewhere.sessions.find(id)) {
            assertThat(use.maxInactiveInterval()).isEqualTo(Duration.ofMinutes(1));
        }
    }

    @Test
    void tellsTheGridWhoIsLoggedIn() {
        SessionId id = here.session();
        SessionUser ada = new SessionUser("ada", "FORM");

        try (SessionUse use = here.sessions.find(id)) {
            use.setUser(ada);
        }

        assertThat(grid.record(id).user()).isEqualTo(ada);
    }

    @Test
    void takesTheUserFromTheAttributeThatSettingsName() {
        AppServer server = new AppServer(grid, AppServer.principal("login"));
        SessionId id = server.session();

        server.set(id, "login", "ada");
        assertThat(grid.record(id).user()).isEqualTo(new SessionUser("ada", ""));

        server.remove(id, "login");
        assertThat(grid.record(id).user()).isEqualTo(SessionUser.NOBODY);
    }
}
