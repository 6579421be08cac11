package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.Meter;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A server that goes on while the grid is away")
@Tag("G12")
class LocalServiceTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer server = new AppServer(grid, AppServer.local(3));
    private final AppServer other = new AppServer(grid);

    private void replay() {
        server.sessions.local().replay();
    }

    @Test
    void servesASessionOfWhichItHasACopy() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();

        assertThat(server.read(id, "cart")).isEqualTo("book");
        server.set(id, "cart", "pen");
        assertThat(server.read(id, "cart")).isEqualTo("pen");
        assertThat(server.meters.gauge(Meter.LOCAL_SESSIONS)).isEqualTo(1);

        grid.comeBack();
        replay();
        assertThat(other.read(id, "cart")).isEqualTo("pen");
        assertThat(server.meters.gauge(Meter.LOCAL_SESSIONS)).isZero();
        assertThat(server.meters.count(SessionEvent.LOCAL_COMMITTED)).isEqualTo(1);
        assertThat(server.sessions.isUsed(id.key())).isFalse();
    }

    /** Once at the beginning and once at the end, as it shows. */
    @Test
    void saysSoAlsoIfSessionsAreOnlyRead() {
        SessionId id = server.sessionWith("cart", "book");
        assertThat(server.meters.gauge(Meter.LOCAL_SERVICE)).isZero();
        grid.goAway();
        server.read(id, "cart");
        assertThat(server.meters.gauge(Meter.LOCAL_SERVICE)).isEqualTo(1);
        letPass(Duration.ofMinutes(1));
        replay();
        assertThat(server.meters.gauge(Meter.LOCAL_SERVICE)).isEqualTo(1);

        grid.comeBack();
        replay();

        assertThat(server.meters.gauge(Meter.LOCAL_SERVICE)).isZero();
    }

    @Test
    void saysSoUntilTheGridWasToldAll() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");
        letPass(Duration.ofMinutes(1));
        grid.comeBack();
        grid.failAll(MemoryStore.Call.COMMIT, MemoryStore.Fault.REQUEST_LOST);
        replay();
        assertThat(server.meters.gauge(Meter.LOCAL_SERVICE)).isEqualTo(1);

        grid.comeBack();
        replay();

        assertThat(server.meters.gauge(Meter.LOCAL_SERVICE)).isZero();
    }

    /** A member that is away for some sessions, while others answer, is one occasion, not many. */
    @Test
    void saysSoForAWhileLongerThanItServesASessionByItself() {
        SessionId id = server.sessionWith("cart", "book");
        grid.failAll(MemoryStore.Call.OPEN, MemoryStore.Fault.REQUEST_LOST);
        server.read(id, "cart");

        replay();

        assertThat(server.meters.gauge(Meter.LOCAL_SERVICE)).isEqualTo(1);
    }

    @Test
    void findsChangesInPlaceToo() {
        SessionId id = server.sessionWith("cart", new ArrayList<>(List.of("book")));
        grid.goAway();
        try (SessionUse use = server.sessions.find(id)) {
            AppServer.listIn(use, "cart").add("pen");
        }

        grid.comeBack();
        replay();
        assertThat(other.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Test
    void refusesASessionThatItDoesNotKnow() {
        SessionId id = other.sessionWith("cart", "book");
        grid.goAway();

        assertThatThrownBy(() -> server.read(id, "cart")).isInstanceOf(SessionStoreException.class);
        assertThat(server.meters.gauge(Meter.LOCAL_SESSIONS)).isZero();
    }

    @Test
    void refusesAnIdThatItDoesNotKnowOfASessionThatItKnows() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();

        assertThatThrownBy(() -> server.read(server.sessions.newSecret(id), "cart"))
                .isInstanceOf(SessionStoreException.class);
    }

    @Test
    void beginsNewSessions() {
        grid.goAway();
        SessionId id = server.sessionWith("cart", "book");
        server.set(id, "user", "ada");
        assertThat(server.read(id, "cart")).isEqualTo("book");

        grid.comeBack();
        replay();
        assertThat(other.read(id, "cart")).isEqualTo("book");
        assertThat(other.read(id, "user")).isEqualTo("ada");
    }

    @Test
    void mergesWhatOthersChangedMeanwhile() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "user", "ada");
        grid.comeBack();
        other.set(id, "cart", "pen");

        replay();

        assertThat(other.read(id, "cart")).isEqualTo("pen");
        assertThat(other.read(id, "user")).isEqualTo("ada");
        assertThat(server.read(id, "cart")).isEqualTo("pen");
    }

    /** That write was later, and was confirmed. */
    @Tag("G2")
    @Test
    void undoesNoLaterChangeOfAnother() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");
        letPass(Duration.ofSeconds(10));
        grid.comeBack();
        other.set(id, "cart", "ink");
        letPass(Duration.ofSeconds(10));

        replay();

        assertThat(other.read(id, "cart")).isEqualTo("ink");
        assertThat(server.read(id, "cart")).isEqualTo("ink");
    }

    @Test
    void undoesAnEarlierChangeOfAnother() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.read(id, "cart");
        grid.comeBack();
        other.set(id, "cart", "ink");
        letPass(Duration.ofSeconds(10));
        grid.goAway();
        server.set(id, "cart", "pen");
        grid.comeBack();

        replay();

        assertThat(other.read(id, "cart")).isEqualTo("pen");
    }

    @Tag("G4")
    @Test
    void doesNotReviveASessionThatAnotherHasEnded() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");
        grid.comeBack();
        end(other, id);

        replay();

        assertThat(server.knows(id)).isFalse();
        assertThat(other.knows(id)).isFalse();
        assertThat(server.meters.count(SessionEvent.LOCAL_LOST)).isEqualTo(1);
    }

    @Tag("G4")
    @Test
    void endsASessionForGood() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        assertThat(end(server, id)).isTrue();
        assertThat(server.knows(id)).isFalse();
        assertThat(server.meters.gauge(Meter.LOCAL_SESSIONS)).isEqualTo(1);

        grid.comeBack();
        assertThat(server.knows(id)).isFalse();
        replay();

        assertThat(other.knows(id)).isFalse();
        assertThat(server.knows(id)).isFalse();
        assertThat(grid.record(id).ended()).isTrue();
    }

    @Tag("G5")
    @Test
    void changesAnIdForGood() {
        SessionId id = server.sessionWith("cart", "book");
        SessionId renewed = server.sessions.newSecret(id);
        grid.goAway();
        rotate(id, renewed);
        assertThat(server.read(renewed, "cart")).isEqualTo("book");
        assertThat(server.knows(id)).isFalse();

        grid.comeBack();
        assertThat(server.knows(id)).isFalse();
        replay();

        assertThat(other.read(renewed, "cart")).isEqualTo("book");
        assertThat(other.knows(id)).isFalse();
        assertThat(server.read(renewed, "cart")).isEqualTo("book");
    }

    @Tag("G5")
    @Test
    void changesTheIdOfANewSessionTwice() {
        grid.goAway();
        SessionId id = server.sessionWith("cart", "book");
        SessionId second = server.sessions.newSecret(id);
        SessionId third = server.sessions.newSecret(id);
        rotate(id, second);
        rotate(second, third);

        grid.comeBack();
        replay();

        assertThat(other.read(third, "cart")).isEqualTo("book");
        assertThat(other.knows(id)).isFalse();
        assertThat(other.knows(second)).isFalse();
    }

    /** The answer was lost, so that the grid has what this server takes for its own secret. */
    @Tag("G5")
    @Test
    void changesAnIdThatTheGridHasChangedUnheard() {
        SessionId id = server.sessionWith("cart", "book");
        SessionId second = server.sessions.newSecret(id);
        SessionId third = server.sessions.newSecret(id);
        grid.failAll(MemoryStore.Call.CHANGE_SECRET, MemoryStore.Fault.ANSWER_LOST);
        rotate(id, second);
        grid.goAway();
        rotate(second, third);

        grid.comeBack();
        replay();

        assertThat(other.read(third, "cart")).isEqualTo("book");
        assertThat(other.knows(second)).isFalse();
    }

    @Test
    void keepsNoMoreSessionsThanAgreed() {
        SessionId known = server.sessionWith("cart", "book");
        grid.goAway();
        List<SessionId> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            kept.add(server.sessionWith("cart", i));
        }

        assertThat(server.read(known, "cart")).isEqualTo("book");
        assertThatThrownBy(() -> server.sessionWith("cart", "pen")).isInstanceOf(SessionStoreException.class);
        assertThatThrownBy(() -> server.set(known, "cart", "pen")).isInstanceOf(SessionStoreException.class);
        server.set(kept.get(0), "cart", "ink");

        grid.comeBack();
        replay();
        assertThat(other.read(kept.get(0), "cart")).isEqualTo("ink");
        assertThat(other.read(kept.get(2), "cart")).isEqualTo(2);
        server.sessionWith("cart", "pen");
    }

    @Test
    void keepsNoMoreBytesThanAgreed() {
        LiveSession small = copyOf(server.sessionWith("cart", "book"));
        LiveSession large = copyOf(server.sessionWith("picture", new byte[10_000]));
        LocalService local =
                new LocalService(server.sessions, 100, LiveSessions.bytesOf(small) + LiveSessions.bytesOf(large) - 1);

        assertThat(local.keeps(large)).isTrue();
        assertThat(local.keeps(small)).isFalse();
    }

    @Test
    void hasRoomAgainForWhatTheGridHasBeenTold() {
        LiveSession session = copyOf(server.sessionWith("picture", new byte[10_000]));
        LocalService local = new LocalService(server.sessions, 100, LiveSessions.bytesOf(session));

        for (int outage = 0; outage < 3; outage++) {
            assertThat(local.keeps(session)).isTrue();
            assertThat(local.keeps(session)).isTrue();
            local.letGoOf(session, true);
        }
    }

    private LiveSession copyOf(SessionId id) {
        return server.sessions.live().acquire(id.key());
    }

    /** The grid may have had it, and ended it, unheard; but its user has it still. */
    @Test
    void tellsOfANewSessionThoughTheOutageWasLongerThanItsLife() {
        grid.failAll(MemoryStore.Call.CREATE, MemoryStore.Fault.REQUEST_LOST);
        SessionId id = server.sessionWith("cart", "book");
        SessionId renewed = server.sessions.newSecret(id);
        rotate(id, renewed);
        letPass(Duration.ofMinutes(40));
        grid.comeBack();

        replay();

        assertThat(other.read(renewed, "cart")).isEqualTo("book");
        assertThat(server.meters.gauge(Meter.LOCAL_SESSIONS)).isZero();
        server.set(renewed, "cart", "pen");
        assertThat(other.read(renewed, "cart")).isEqualTo("pen");
    }

    /** However small the cache is: they are nowhere else. */
    @Test
    void letsGoOfNoSessionThatTheGridDoesNotKnow() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");
        letPass(Duration.ofMinutes(20));
        server.sessions.live().clear();

        assertThat(server.read(id, "cart")).isEqualTo("pen");
    }

    @Test
    void keepsWhatItCouldNotTell() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");

        replay();
        replay();

        assertThat(server.read(id, "cart")).isEqualTo("pen");
        assertThat(server.meters.count(SessionEvent.LOCAL_KEPT)).isEqualTo(1);
        grid.comeBack();
        replay();
        assertThat(other.read(id, "cart")).isEqualTo("pen");
    }

    @Test
    void tellsTheGridWhenItStops() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");
        grid.comeBack();

        server.sessions.close();

        assertThat(other.read(id, "cart")).isEqualTo("pen");
    }

    @Test
    void countsWhatIsLostWhenItStopsBeforeTheGridIsBack() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");

        server.sessions.close();

        grid.comeBack();
        assertThat(other.read(id, "cart")).isEqualTo("book");
        assertThat(server.meters.count(SessionEvent.LOCAL_LOST)).isEqualTo(1);
    }

    @Test
    void isRefusedWithoutTheSetting() {
        AppServer strict = new AppServer(grid);
        SessionId id = strict.sessionWith("cart", "book");
        grid.goAway();

        assertThatThrownBy(() -> strict.read(id, "cart")).isInstanceOf(SessionStoreException.class);
        assertThatThrownBy(() -> strict.sessionWith("cart", "pen")).isInstanceOf(SessionStoreException.class);
    }

    /** As the sweep does, without anybody's doing. */
    @Test
    void tellsTheGridByItselfOnceItIsBack() {
        SessionId id = server.sessionWith("cart", "book");
        server.sessions.onExpired(session -> {});
        grid.goAway();
        server.set(id, "cart", "pen");
        grid.comeBack();

        await().untilAsserted(() -> assertThat(other.read(id, "cart")).isEqualTo("pen"));
        server.sessions.close();
    }

    /** Begun here, and the grid has heard of it without an answer; then another used it. */
    private SessionId begunUnheard() {
        grid.failAll(MemoryStore.Call.CREATE, MemoryStore.Fault.ANSWER_LOST);
        SessionId id = server.sessionWith("cart", "book");
        letPass(Duration.ofSeconds(5));
        return id;
    }

    @Tag("G2")
    @Test
    void undoesNoWriteOfAnotherThatCameAfterItsSessionHadBegunUnheard() {
        SessionId id = begunUnheard();
        other.set(id, "cart", "ink");
        letPass(Duration.ofSeconds(5));
        grid.comeBack();

        replay();

        assertThat(other.read(id, "cart")).isEqualTo("ink");
        assertThat(server.read(id, "cart")).isEqualTo("ink");
    }

    @Tag("G2")
    @Test
    void undoesNoRemovalByAnotherThatCameAfterItsSessionHadBegunUnheard() {
        SessionId id = begunUnheard();
        other.remove(id, "cart");
        letPass(Duration.ofSeconds(5));
        grid.comeBack();

        replay();

        assertThat(other.read(id, "cart")).isNull();
        assertThat(server.read(id, "cart")).isNull();
    }

    @Tag("G2")
    @Test
    void tellsWhatItChangedItselfAfterItsSessionHadBegunUnheard() {
        SessionId id = begunUnheard();
        server.set(id, "cart", "pen");
        letPass(Duration.ofSeconds(5));
        grid.comeBack();

        replay();

        assertThat(other.read(id, "cart")).isEqualTo("pen");
    }

    /** Nothing was lost: nobody else can have heard of it. */
    @Test
    void hasNothingToTellOfASessionThatBeganAndEndedHere() {
        grid.failAll(MemoryStore.Call.CREATE, MemoryStore.Fault.NOT_SENT);
        SessionId id = server.sessionWith("cart", "book");
        assertThat(server.meters.gauge(Meter.LOCAL_SESSIONS)).isEqualTo(1);

        try (SessionUse use = server.sessions.find(id)) {
            use.end();
        }

        assertThat(server.meters.gauge(Meter.LOCAL_SESSIONS)).isZero();
        grid.comeBack();
        replay();
        assertThat(server.meters.count(SessionEvent.LOCAL_LOST)).isZero();
    }

    /** Half an hour, and the two hours of an outage in which idle time stands still. */
    @Tag("G7")
    @Test
    void servesNoSessionThatWasNotUsedForLongerThanAnOutageExcuses() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");
        letPass(Duration.ofHours(2));
        assertThat(server.knows(id)).isTrue();

        letPass(Duration.ofHours(3));

        assertThat(server.knows(id)).isFalse();
        grid.comeBack();
        replay();
        assertThat(other.knows(id)).isFalse();
    }

    @Tag("G7")
    @Test
    void servesASessionForAsLongAsItWasMadeToLiveMeanwhile() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        try (SessionUse use = server.sessions.find(id)) {
            use.setMaxInactiveInterval(Duration.ofHours(8));
        }

        letPass(Duration.ofHours(9));

        assertThat(server.read(id, "cart")).isEqualTo("book");
    }

    /** By way of this server, so that nothing is lost. */
    @Test
    void losesNothingOfASessionThatEndsBeforeTheGridWasTold() {
        SessionId id = server.sessionWith("cart", "book");
        grid.goAway();
        server.set(id, "cart", "pen");
        grid.comeBack();

        try (SessionUse use = server.sessions.find(id)) {
            use.end();
        }
        replay();

        assertThat(other.knows(id)).isFalse();
        assertThat(server.meters.count(SessionEvent.LOCAL_LOST)).isZero();
    }

    @Tag("G2")
    @Test
    void tellsAnAnsweredChangeThoughAnAttemptToTellItFailed() {
        SessionId id = server.sessionWith("cart", "book");
        other.set(id, "cart", "ink");
        letPass(Duration.ofSeconds(10));
        grid.goAway();
        server.set(id, "cart", "pen");
        replay();
        grid.comeBack();

        replay();

        assertThat(other.read(id, "cart")).isEqualTo("pen");
    }

    /** Its id may be changed without asking the grid as long as that cannot know it. */
    @Tag("G5")
    @Test
    void doesNotTakeASessionForUnknownThatTheGridMayHaveHeardOf() {
        SessionId id = begunUnheard();
        SessionId renewed = server.sessions.newSecret(id);
        rotate(id, renewed);
        grid.comeBack();

        replay();

        assertThat(other.knows(renewed)).isTrue();
        assertThat(other.knows(id)).isFalse();
    }

    private void letPass(Duration time) {
        gridClock.forward(time);
        server.clock.forward(time);
        other.clock.forward(time);
    }

    private void rotate(SessionId from, SessionId to) {
        try (SessionUse use = server.sessions.find(from)) {
            use.rotate(to);
        }
    }

    private static boolean end(AppServer at, SessionId id) {
        try (SessionUse use = at.sessions.find(id)) {
            return use.end();
        }
    }
}
