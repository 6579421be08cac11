package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The sweep")
class SweepTest extends SweptServers {
    @Tag("G6")
    @Test
    void tellsOneListenerOfEachSessionPastItsTimeWithItsAttributes() {
        List<SessionId> ids = IntStream.range(0, 50)
                .mapToObj(i -> (i % 2 == 0 ? here : elsewhere).sessionWith("cart", "of " + i))
                .toList();
        forward(PAST_ITS_TIME);

        here.sessions.onExpired(this::tell);
        elsewhere.sessions.onExpired(this::tell);

        await().until(() -> ids.stream().allMatch(id -> grid.recordOrNull(id) == null));
        List<String> expected =
                IntStream.range(0, 50).mapToObj(i -> end(ids.get(i), "of " + i)).toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Tag("G7")
    @Test
    void leavesSessionsAloneThatAreNotPastTheirTime() {
        SessionId expired = here.sessionWith("cart", "book");
        forward(Duration.ofMinutes(2));
        SessionId living = here.sessionWith("cart", "pen");
        forward(Duration.ofMinutes(30));

        here.sessions.onExpired(this::tell);

        await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly(end(expired, "book"));
        assertThat(elsewhere.knows(living)).isTrue();
    }

    @Tag("G4")
    @Test
    void lettingNobodyUseTheSessionWhileListenersAreTold() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        List<Boolean> found = new CopyOnWriteArrayList<>();

        here.sessions.onExpired(use -> {
            found.add(elsewhere.knows(id));
            found.add(here.knows(id));
        });

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(found).containsExactly(false, false);
    }

    @Tag("G6")
    @Test
    void goesOnWhenTheGridDoesNotAnswer() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        grid.failNext(Call.CLAIM, Fault.REQUEST_LOST);

        here.sessions.onExpired(this::tell);

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveAsLongAsARequestUsesIt() {
        SessionId id = here.sessionWith("cart", new ArrayList<>(List.of("book")));
        here.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.find(id)) {
            List<String> cart = AppServer.listIn(use, "cart");
            for (int minute = 0; minute < 90; minute++) {
                forward(Duration.ofMinutes(1));
                await().until(() -> grid.record(id).times().lastAccessedTime().equals(gridClock.instant()));
            }
            cart.add("pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
        assertThat(told).isEmpty();
    }

    @Test
    void doesNotKeepASessionAliveForARequestThatDoesNotCount() {
        SessionId id = here.sessionWith("cart", "book");
        here.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.find(id)) {
            use.doNotTouch();
            assertThat(use.isValid()).isTrue();
            forward(PAST_ITS_TIME);

            await().until(() -> grid.recordOrNull(id) == null);
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void endsASessionThatHasLivedTooLongHoweverOftenItIsUsed() {
        SessionId id = here.sessions.newId();
        Lifetime oneHour = new Lifetime(AppServer.HALF_AN_HOUR, Duration.ofMinutes(1), Duration.ofHours(1));
        here.sessions.restore(
                id, new SessionTimes(gridClock.instant(), gridClock.instant(), oneHour), Map.of("cart", "book"));
        for (int minute = 0; minute < 59; minute++) {
            forward(Duration.ofMinutes(1));
            assertThat(here.knows(id)).isTrue();
        }

        forward(Duration.ofMinutes(1));
        assertThat(here.knows(id)).isFalse();
        here.sessions.onExpired(this::tell);

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Test
    void leavesNoCopyOnTheServerThatEndedTheSession() {
        SessionId id = here.sessionWith("cart", "book");
        here.read(id, "cart");
        forward(PAST_ITS_TIME);

        here.sessions.onExpired(this::tell);

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(here.sessions.liveSessions()).isZero();
    }

    @Tag("G7")
    @Test
    void sendsATouchAgainThatWasLostAfterItsRequest() {
        SessionId id = here.sessionWith("cart", "book");
        here.sessions.onExpired(this::tell);
        forward(Duration.ofMinutes(29));
        grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);

        here.read(id, "cart");

        await().until(() -> grid.record(id).times().lastAccessedTime().equals(gridClock.instant()));
        forward(Duration.ofMinutes(29));
        assertThat(elsewhere.knows(id)).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void isLeftToOtherServersOnceTheApplicationStops() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        await().until(() -> grid.count(Call.CLAIM) > 0);

        Thread stop = stopping();

        AtomicInteger last = new AtomicInteger(-1);
        await().during(Duration.ofMillis(500)).until(() -> last.getAndSet(grid.turnsTaken()) == grid.turnsTaken());
        done.countDown();
        stop.join();
        await().during(Duration.ofMillis(500)).until(() -> last.get() == grid.turnsTaken());
    }

    @Tag("G4")
    @Test
    void isHeardOfByAServerThatTrustsItsCopy() {
        AppServer home = new AppServer(grid, AppServer.sticky());
        SessionId id = home.session();
        Duration almost = PAST_ITS_TIME.minusSeconds(1);
        forward(almost);
        home.clock.forward(almost);
        try (SessionUse use = home.sessions.find(id)) {
            use.enter(true);
            use.doNotTouch();
            assertThat(use.isValid()).isTrue();
            forward(Duration.ofSeconds(2));
            home.clock.forward(Duration.ofSeconds(2));
            elsewhere.sessions.onExpired(this::tell);
            await().until(() -> told.size() == 1);
        }

        try (SessionUse later = home.sessions.find(id)) {
            later.enter(true);
            assertThat(later.isValid()).isFalse();
        }
        home.sessions.close();
    }

    /** As when the grid was away for the whole interval: nobody could say that the session was used. */
    @Tag("G4")
    @Test
    void hasEndedThoughARequestUsesItIfNothingReachedTheGridInTime() {
        SessionId id = here.sessionWith("cart", "book");
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.attribute("cart")).isEqualTo("book");
            forward(PAST_ITS_TIME);

            here.sessions.onExpired(this::tell);

            await().until(() -> grid.recordOrNull(id) == null);
            use.setAttribute("cart", "pen");
            use.commit();
            assertThat(use.isValid()).isFalse();
        }
        assertThat(told).containsExactly(end(id, "book"));
        assertThat(elsewhere.knows(id)).isFalse();
    }

    @Tag("G6")
    @Test
    void looksAgainWhereItFailedBeforeItsNextTurn() {
        SessionId id = here.sessionWith("cart", "book");
        SessionId other = here.sessionWith("cart", "pen");
        forward(PAST_ITS_TIME);
        grid.endTurns(1);
        grid.failNext(Call.CLAIM, Fault.REQUEST_LOST);

        here.sessions.onExpired(this::tell);

        await().until(() -> grid.recordOrNull(id) == null && grid.recordOrNull(other) == null);
        assertThat(told).containsExactlyInAnyOrder(end(id, "book"), end(other, "pen"));
    }

    @Tag("G6")
    @Test
    void looksAgainInAPartitionThatDidNotAnswerBeforeItsNextTurn() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        grid.endTurns(1);
        grid.failNext(Call.LOOK, Fault.REQUEST_LOST);

        here.sessions.onExpired(this::tell);

        await().until(() -> grid.recordOrNull(id) == null);
    }

    @Test
    void letsGoOfCopiesThatNobodyUsesThoughNobodyAsksForOthers() {
        AppServer forgetful = new AppServer(grid, AppServer.keepingCopiesFor(Duration.ofMillis(50)));
        forgetful.sessionWith("cart", "book");
        assertThat(forgetful.sessions.liveSessions()).isEqualTo(1);

        forgetful.sessions.onExpired(this::tell);

        await().until(() -> forgetful.sessions.liveSessions() == 0);
        forgetful.sessions.close();
    }

    @Tag("G7")
    @Test
    void countsTheLaterOfTwoUsesWhoseTouchesWereLost() {
        SessionId id = here.sessionWith("cart", "book");
        forward(Duration.ofMinutes(2));
        grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);
        here.read(id, "cart");
        forward(Duration.ofMinutes(2));
        grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);
        here.read(id, "cart");
        Instant used = gridClock.instant();
        forward(Duration.ofMinutes(2));

        here.sessions.onExpired(this::tell);

        await().until(() -> grid.record(id).times().lastAccessedTime().equals(used));
    }

    @Tag("G6")
    @Test
    void claimsAgainWhatItMayHaveClaimed() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        grid.endTurns(1);
        grid.failNext(Call.CLAIM, Fault.ANSWER_LOST);

        here.sessions.onExpired(this::tell);

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveThoughAnotherServerMakesItsIntervalShorterThanTheTouchInterval() {
        SessionId id = here.sessionWith("cart", "book");
        here.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            forward(Duration.ofSeconds(5));
            try (SessionUse other = elsewhere.sessions.find(id)) {
                other.setMaxInactiveInterval(Duration.ofSeconds(10));
            }
            for (int second = 0; second < 100; second++) {
                forward(Duration.ofSeconds(1));
                await().until(() -> grid.record(id).times().lastAccessedTime().equals(gridClock.instant()));
            }
        }

        assertThat(elsewhere.knows(id)).isTrue();
        assertThat(told).isEmpty();
    }

    @Tag("G7")
    @Test
    void sendsAllTouchesAgainThatWereLostWhenTheApplicationStops() {
        List<SessionId> ids = IntStream.range(0, 500)
                .mapToObj(i -> here.sessionWith("cart", "of " + i))
                .toList();
        forward(Duration.ofMinutes(2));
        ids.forEach(id -> {
            grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);
            here.knows(id);
        });

        here.sessions.close();

        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(grid.record(id).times().lastAccessedTime()).isEqualTo(gridClock.instant()));
    }

    @Tag("G7")
    @Test
    void countsATouchThatWasLostFromTheUse() {
        SessionId id = here.sessionWith("cart", "book");
        forward(Duration.ofMinutes(2));
        Instant used = gridClock.instant();
        grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);
        here.read(id, "cart");
        forward(Duration.ofMinutes(20));

        here.sessions.onExpired(this::tell);

        await().until(() -> grid.record(id).times().lastAccessedTime().equals(used));
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveWhoseLastCommitFailed() {
        SessionId id = here.sessionWith("cart", "book");
        forward(Duration.ofMinutes(29));

        here.closeInVain(id, Fault.REQUEST_LOST, use -> use.setAttribute("cart", "pen"));

        assertThat(grid.record(id).times().lastAccessedTime()).isEqualTo(gridClock.instant());
    }

    @Tag("G4")
    @Test
    void keepsASessionAliveWhoseCreationWasNotConfirmed() {
        SessionId id = here.sessions.newId();
        here.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            grid.failNext(Call.CREATE, Fault.ANSWER_LOST);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            for (int minute = 0; minute < 40; minute++) {
                forward(Duration.ofMinutes(1));
                await().until(() -> grid.record(id).times().lastAccessedTime().equals(gridClock.instant()));
            }
        }

        assertThat(told).isEmpty();
        assertThat(elsewhere.knows(id)).isTrue();
    }
}
