package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A max inactive interval or a user that the grid has not acknowledged")
@Tag("G2")
class GivingWayTest {
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofHours(2);
    private static final SessionUser ADA = new SessionUser("ada", "FORM");
    private static final SessionUser BOB = new SessionUser("bob", "FORM");

    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer here = new AppServer(grid, AppServer.local(3));
    private final AppServer strict = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);
    private final SessionId id = elsewhere.sessionWith("cart", "book");

    private static void change(SessionUse use, Duration interval, SessionUser user) {
        use.setMaxInactiveInterval(interval);
        use.setUser(user);
    }

    private static void change(AppServer server, SessionId id, Duration interval, SessionUser user) {
        try (SessionUse use = server.sessions.find(id)) {
            change(use, interval, user);
        }
    }

    private void letPass(Duration time) {
        gridClock.forward(time);
        here.clock.forward(time);
        strict.clock.forward(time);
        elsewhere.clock.forward(time);
    }

    private void assertThatItIs(Duration interval, SessionUser user) {
        assertThat(grid.record(id).times().lifetime().maxInactiveInterval()).isEqualTo(interval);
        assertThat(grid.record(id).user()).isEqualTo(user);
    }

    @ParameterizedTest
    @EnumSource
    void givesWayToWhatAnotherWasAnsweredSince(Fault fault) {
        strict.closeInVain(id, fault, use -> change(use, SHORT, ADA));
        letPass(Duration.ofSeconds(1));
        change(elsewhere, id, LONG, BOB);
        letPass(Duration.ofSeconds(1));

        strict.read(id, "cart");

        assertThatItIs(LONG, BOB);
        try (SessionUse use = strict.sessions.find(id)) {
            assertThat(use.maxInactiveInterval()).isEqualTo(LONG);
        }
    }

    @ParameterizedTest
    @EnumSource
    void winsOverWhatWasThereBefore(Fault fault) {
        change(elsewhere, id, LONG, BOB);
        letPass(Duration.ofSeconds(1));
        strict.closeInVain(id, fault, use -> change(use, SHORT, ADA));

        strict.read(id, "cart");

        assertThatItIs(SHORT, ADA);
    }

    @Test
    void givesWayAlsoIfAnAttributeNamesTheUser() {
        AppServer naming = new AppServer(grid, AppServer.principal("login"));
        naming.closeInVain(id, Fault.REQUEST_LOST, use -> use.setAttribute("login", "ada"));
        letPass(Duration.ofSeconds(1));
        change(elsewhere, id, LONG, BOB);

        naming.read(id, "cart");

        assertThatItIs(LONG, BOB);
    }

    @Test
    void givesWayToALaterOneThoughItsRequestWasAnsweredWhileTheGridWasAway() {
        here.read(id, "cart");
        grid.goAway();
        letPass(Duration.ofSeconds(1));
        change(here, id, SHORT, ADA);
        grid.comeBack();
        letPass(Duration.ofSeconds(1));
        change(elsewhere, id, LONG, BOB);

        here.sessions.local().replay();

        assertThatItIs(LONG, BOB);
    }

    @Test
    void winsOverAnEarlierOneIfItsRequestWasAnsweredWhileTheGridWasAway() {
        here.read(id, "cart");
        letPass(Duration.ofSeconds(1));
        change(elsewhere, id, LONG, BOB);
        grid.goAway();
        letPass(Duration.ofSeconds(1));
        change(here, id, SHORT, ADA);
        grid.comeBack();

        here.sessions.local().replay();

        assertThatItIs(SHORT, ADA);
    }
}
