package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
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
    private final AppServer second = new AppServer(grid, AppServer.local(3));
    private final AppServer other = new AppServer(grid);

    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private void replay() {
        server.sessions.local().replay();
    }

    @Test
    void restoresASessionThatItHasChangedMeanwhile() {
        SessionId id = server.sessionWith("cart", new ArrayList<>(List.of("book")));
        server.set(id, "user", "ada");
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
        grid.loseAll();

        assertThat(server.read(id, "cart")).isEqualTo("book");

        assertThat(other.read(id, "cart")).isEqualTo("book");
    }

    @Test
    void restoresTheIdThatItChanged() {
        SessionId id = server.sessionWith("cart", "book");
        SessionId renewed = server.sessions.newSecret(id);
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
        grid.goAway();
        server.set(id, "cart", "pen");
        grid.loseAll();
        grid.comeBack();
        grid.end(id.key(), SessionStore.NOTHING_KNOWN, new CommitId(77, 1), Duration.ofSeconds(10));

        replay();

        assertThat(server.knows(id)).isFalse();
        assertThat(other.knows(id)).isFalse();
    }

    /** Whoever its members are now: a session that it does not have has ended. */
    @Tag("G4")
    @Test
    void restoresNothingToTheGridThatItKnows() {
        SessionId id = server.sessionWith("cart", "book");
        grid.lose(id);

        assertThat(server.knows(id)).isFalse();
        assertThat(server.meters.count(SessionEvent.LOCAL_RESTORED)).isZero();
    }

    @Tag("G4")
    @Test
    void restoresNothingToAGridThatDoesNotSayWhichItIs() {
        SessionId id = server.sessionWith("cart", "book");
        grid.loseAll();
        grid.hideId();

        assertThat(server.knows(id)).isFalse();
    }

    /** Nor is the copy used as if the grid had said nothing. */
    @Tag("G12")
    @Test
    void decidesNothingAsLongAsItCannotAskWhichGridThisIs() {
        SessionId id = server.sessionWith("cart", "book");
        grid.loseAll();
        grid.failNext(MemoryStore.Call.IDENTIFY, MemoryStore.Fault.REQUEST_LOST);

        assertThatThrownBy(() -> server.knows(id)).isInstanceOf(SessionStoreException.class);

        assertThat(server.read(id, "cart")).isEqualTo("book");
    }

    @Tag("G5")
    @Test
    void bringsNoIdBackThatAnotherHasChangedInTheNewGrid() {
        SessionId id = sharedSession();
        grid.loseAll();
        second.read(id, "cart");
        SessionId renewed = second.sessions.newSecret(id);
        try (SessionUse use = second.sessions.find(id)) {
            use.rotate(renewed);
            use.setAttribute("user", "ada");
        }

        assertThat(server.knows(id)).isFalse();

        assertThat(second.knows(id)).isFalse();
        assertThat(second.read(renewed, "user")).isEqualTo("ada");
        assertThat(server.read(renewed, "user")).isEqualTo("ada");
    }

    @Tag("G4")
    @Test
    void bringsNoSessionBackWhoseEndAnotherTellsListenersInTheNewGrid() {
        SessionId id = sharedSession();
        grid.loseAll();
        second.read(id, "cart");

        try (SessionUse use = second.sessions.find(id)) {
            use.end(() -> assertThat(server.knows(id)).isFalse());
        }

        assertThat(server.knows(id)).isFalse();
        assertThat(second.knows(id)).isFalse();
    }

    /** The trace of its end stays for as long as it would have lived. */
    @Tag("G4")
    @Test
    void restoresNoSessionThatItHasNotUsedForAsLongAsItLivesUnused() {
        SessionId id = server.sessions.newId();
        server.sessions.create(id, Duration.ofMinutes(3)).close();
        second.read(id, "cart");
        replay();
        second.sessions.local().replay();
        grid.loseAll();
        letPass(Duration.ofMinutes(2));
        second.read(id, "cart");
        try (SessionUse use = second.sessions.find(id)) {
            use.end();
        }
        letPass(Duration.ofMinutes(4));
        grid.lose(id);

        assertThat(server.knows(id)).isFalse();
    }

    /** Whatever its number in the old grid was. */
    @Tag("G1")
    @Test
    void servesNoOlderCopyOfASessionThatAnotherHasRestored() {
        SessionId id = sharedSession();
        second.set(id, "cart", "pen");
        SessionId other = sharedSession();
        second.set(other, "more", "ink");
        grid.loseAll();

        second.read(id, "cart");
        second.read(other, "cart");
        second.remove(other, "more");

        assertThat(server.read(id, "cart")).isEqualTo("pen");
        assertThat(server.read(other, "more")).isNull();
    }

    @Test
    void bringsWhatItKnowsBetterThanTheServerThatHasRestoredTheSession() {
        SessionId id = sharedSession();
        letPass(Duration.ofSeconds(1));
        server.set(id, "cart", "pen");
        server.set(id, "user", "ada");
        grid.loseAll();
        assertThat(second.read(id, "cart")).isEqualTo("book");
        second.set(id, "more", "ink");

        assertThat(server.read(id, "cart")).isEqualTo("pen");

        assertThat(second.read(id, "cart")).isEqualTo("pen");
        assertThat(second.read(id, "user")).isEqualTo("ada");
        assertThat(server.read(id, "more")).isEqualTo("ink");
    }

    @Tag("G2")
    @Test
    void undoesNothingThatWasWrittenSinceAnotherHasRestoredTheSession() {
        SessionId id = sharedSession();
        letPass(Duration.ofSeconds(1));
        server.set(id, "cart", "pen");
        server.set(id, "user", "ada");
        grid.loseAll();
        second.read(id, "cart");
        letPass(Duration.ofSeconds(1));
        second.set(id, "cart", "ink");
        second.set(id, "user", "bob");
        second.remove(id, "user");

        assertThat(server.read(id, "cart")).isEqualTo("ink");
        assertThat(server.read(id, "user")).isNull();
        assertThat(second.read(id, "cart")).isEqualTo("ink");
    }

    /** What it has done by itself is later than what another has had from before. */
    @Test
    void restoresWhatItHasChangedMeanwhileThoughAnotherHasRestoredTheSessionFirst() {
        SessionId id = sharedSession();
        server.set(id, "user", "ada");
        grid.goAway();
        letPass(Duration.ofSeconds(10));
        server.set(id, "cart", "pen");
        letPass(Duration.ofSeconds(10));
        grid.loseAll();
        grid.comeBack();
        second.read(id, "cart");

        replay();

        assertThat(second.read(id, "cart")).isEqualTo("pen");
        assertThat(second.read(id, "user")).isEqualTo("ada");
    }

    /** Once no copy can be from before. */
    @Tag("G4")
    @Test
    void takesANewGridForTheOldOneAfterAWhile() {
        SessionId id = server.sessionWith("cart", "book");
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

    /** One of which both servers have copies. */
    private SessionId sharedSession() {
        SessionId id = server.sessionWith("cart", "book");
        second.read(id, "cart");
        replay();
        second.sessions.local().replay();
        return id;
    }

    private void letPass(Duration time) {
        gridClock.forward(time);
        server.clock.forward(time);
        second.clock.forward(time);
        other.clock.forward(time);
    }

    /** The server changed the cart while the grid was away; then the other restored the session in the next grid. */
    private SessionId restoredByAnother() {
        SessionId id = sharedSession();
        grid.goAway();
        letPass(A_WHILE);
        server.set(id, "cart", "pen");
        letPass(A_WHILE);
        grid.loseAll();
        grid.comeBack();
        second.read(id, "cart");
        letPass(A_WHILE);
        return id;
    }

    @Tag("G2")
    @Test
    void givesWayToWhatWasWrittenInTheNewGridSince() {
        SessionId id = restoredByAnother();
        second.set(id, "cart", "ink");

        replay();

        assertThat(second.read(id, "cart")).isEqualTo("ink");
        assertThat(server.read(id, "cart")).isEqualTo("ink");
    }

    @Tag("G2")
    @Test
    void givesWayToWhatWasRemovedInTheNewGridSince() {
        SessionId id = restoredByAnother();
        second.remove(id, "cart");

        replay();

        assertThat(second.read(id, "cart")).isNull();
        assertThat(server.read(id, "cart")).isNull();
    }

    @Tag("G2")
    @Test
    void givesWayToItAlsoIfAnAttemptToTellFailed() {
        SessionId id = restoredByAnother();
        second.set(id, "cart", "ink");
        grid.failNext(MemoryStore.Call.COMMIT, MemoryStore.Fault.REQUEST_LOST);

        replay();
        replay();

        assertThat(second.read(id, "cart")).isEqualTo("ink");
    }

    /** Its turn in the journal has not come yet. */
    @Tag("G12")
    @Test
    void restoresASessionThatIsChangedBeforeTheGridWasTold() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");
        grid.loseAll();
        grid.comeBack();

        server.set(id, "user", "ada");

        assertThat(other.read(id, "cart")).isEqualTo("pen");
        assertThat(other.read(id, "user")).isEqualTo("ada");
    }

    @Tag("G2")
    @Test
    void tellsTheNewGridWhatNobodyHasChangedThereSince() {
        SessionId id = restoredByAnother();

        replay();

        assertThat(second.read(id, "cart")).isEqualTo("pen");
    }
}
