package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A server whose grid has lost all its members")
class LostGridTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer server = new AppServer(grid, AppServer.local(3));
    private final AppServer other = new AppServer(grid);

    private void replay() {
        server.sessions.local().replay();
    }

    @Test
    void restoresASessionThatItHasChangedMeanwhile() {
        SessionId id = server.sessionWith("cart", new ArrayList<>(List.of("book")));
        server.set(id, "user", "ada");
        replay();
        grid.goAway();
        try (SessionUse use = server.sessions.find(id)) {
            AppServer.listIn(use, "cart").add("pen");
        }
        grid.loseAll();
        grid.comeBack();

        replay();

        assertThat(other.read(id, "cart")).isEqualTo(List.of("book", "pen"));
        assertThat(other.read(id, "user")).isEqualTo("ada");
        assertThat(server.meters.count(SessionEvent.LOCAL_RESTORED)).isEqualTo(1);
        server.set(id, "user", "bob");
        assertThat(other.read(id, "user")).isEqualTo("bob");
    }

    @Test
    void restoresASessionThatNobodyChangedMeanwhileWhenItIsUsed() {
        SessionId id = server.sessionWith("cart", "book");
        replay();
        grid.loseAll();

        assertThat(server.read(id, "cart")).isEqualTo("book");

        assertThat(other.read(id, "cart")).isEqualTo("book");
    }

    @Test
    void restoresTheIdThatItChanged() {
        SessionId id = server.sessionWith("cart", "book");
        SessionId renewed = server.sessions.newSecret(id);
        replay();
        grid.goAway();
        try (SessionUse use = server.sessions.find(id)) {
            use.rotate(renewed);
        }
        grid.loseAll();
        grid.comeBack();

        replay();

        assertThat(other.read(renewed, "cart")).isEqualTo("book");
        assertThat(other.knows(id)).isFalse();
    }

    @Tag("G4")
    @Test
    void restoresNoSessionThatHasEndedInTheNewGrid() {
        SessionId id = server.sessionWith("cart", "book");
        replay();
        grid.goAway();
        server.set(id, "cart", "pen");
        grid.loseAll();
        grid.comeBack();
        grid.end(id.key(), SessionStore.NOTHING_KNOWN, new CommitId(77, 1), Duration.ofSeconds(10));

        replay();

        assertThat(server.knows(id)).isFalse();
        assertThat(other.knows(id)).isFalse();
    }

    /** Once no copy can be from before. */
    @Tag("G4")
    @Test
    void takesANewGridForTheOldOneAfterAWhile() {
        SessionId id = server.sessionWith("cart", "book");
        replay();
        grid.loseAll();
        replay();
        letPass(Duration.ofMinutes(11));
        replay();

        assertThat(server.sessions.local().isGridNew()).isFalse();
        assertThat(server.knows(id)).isFalse();
    }

    @Test
    void restoresNothingWithoutTheSetting() {
        AppServer strict = new AppServer(grid);
        SessionId id = strict.sessionWith("cart", "book");
        grid.loseAll();

        assertThat(strict.knows(id)).isFalse();
    }

    private void letPass(Duration time) {
        gridClock.forward(time);
        server.clock.forward(time);
    }
}
