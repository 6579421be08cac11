package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.Claim;
import io.sessiongrid.session.Patience;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.ServiceConfigurationError;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The end of a session past its time")
class EndingsTest extends SweptServers {
    private static final int MOST_AT_ONCE = 16;
    private static final Duration SHORTER_THAN_A_LEASE = Duration.ofSeconds(8);

    @Tag("G6")
    @Test
    void goesOnWhenAListenerFails() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);

        here.sessions.onExpired(use -> {
            tell(use);
            throw new NoClassDefFoundError("as this test wants");
        });

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Tag("G6")
    @Test
    void repeatsWhatAServerBeganThatDiedMeanwhile() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        grid.claim(id.key(), Long.MIN_VALUE, Duration.ofMinutes(1), SessionStore.NOTHING_KNOWN);

        elsewhere.sessions.onExpired(this::tell);
        gridClock.forward(Duration.ofSeconds(59));
        assertThat(grid.expiredIn(0)).isEmpty();
        gridClock.forward(Duration.ofSeconds(1));

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Tag("G6")
    @Test
    void leavesTheLastWordToWhoeverHasTakenOverItsClaim() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);

        here.sessions.onExpired(use -> {
            gridClock.forward(Duration.ofMinutes(1));
            grid.claim(id.key(), Long.MIN_VALUE, Duration.ofDays(1), SessionStore.NOTHING_KNOWN);
            tell(use);
        });

        await().until(() -> grid.count(Call.REMOVE_CLAIMED) == 1);
        assertThat(grid.record(id).isClaimedBy(Long.MIN_VALUE)).isTrue();
    }

    @Tag("G6")
    @Test
    void leavesASessionToAListenerThatTakesItsTime() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        awaitClaim(id);
        elsewhere.sessions.onExpired(this::tell);

        for (int lease = 0; lease < 4; lease++) {
            gridClock.forward(SHORTER_THAN_A_LEASE);
            await().until(() -> claimLasts(id, SHORTER_THAN_A_LEASE));
        }
        done.countDown();

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Tag("G6")
    @Test
    void tellsAnotherListenerWhenTheFirstOneHangs() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        awaitClaim(id);

        here.clock.forward(Duration.ofMinutes(1));
        elsewhere.sessions.onExpired(this::tell);

        await().until(() -> {
            gridClock.forward(SHORTER_THAN_A_LEASE);
            return grid.recordOrNull(id) == null;
        });
        assertThat(told).containsExactly(end(id, "book"));
        done.countDown();
    }

    private void awaitClaim(SessionId id) {
        await().until(() -> claimLasts(id, Duration.ZERO));
    }

    private boolean claimLasts(SessionId id, Duration time) {
        Claim claim = grid.record(id).claim();
        return claim != null && claim.until().isAfter(gridClock.instant().plus(time));
    }

    @Tag("G6")
    @Test
    void doesNotTellAgainBecauseTheGridDidNotConfirmTheRemoval() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        grid.failNext(Call.REMOVE_CLAIMED, Fault.REQUEST_LOST);

        here.sessions.onExpired(this::tell);

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @ParameterizedTest
    @MethodSource("whatListenersThrow")
    void goesOnWhateverAListenerThrows(Throwable thrown) {
        AtomicBoolean first = new AtomicBoolean(true);
        here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        here.sessions.onExpired(use -> {
            if (first.getAndSet(false)) {
                EndingsTest.<RuntimeException>throwAs(thrown);
            }
            tell(use);
        });
        await().until(() -> !first.get());
        SessionId second = here.sessionWith("cart", "pen");

        forward(PAST_ITS_TIME);

        await().until(() -> told.contains(end(second, "pen")));
    }

    private static Stream<Throwable> whatListenersThrow() {
        return Stream.of(
                new IllegalStateException(),
                new ServiceConfigurationError("of the application"),
                new OutOfMemoryError("unable to create native thread"),
                new IOException("that nobody declared"));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void throwAs(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Tag("G6")
    @Test
    void leavesNobodyElseToTellOfASessionThatIsBeingTold() {
        SessionId id = here.sessionWith("cart", "book");
        CountDownLatch done = new CountDownLatch(1);
        try (SessionUse use = elsewhere.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            use.doNotTouch();
            forward(PAST_ITS_TIME);
            here.sessions.onExpired(expired -> waitAndTell(done, expired));
            awaitClaim(id);

            assertThat(use.end(() -> told.add("invalidated"))).isFalse();
        }

        done.countDown();
        await().until(() -> told.contains(end(id, "book")));
        assertThat(told).hasSize(1);
    }

    @Tag("G6")
    @Test
    void waitsForNoListenerThatHangsAndIsNotToldTwiceByTheSameServer() {
        SessionId stuck = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> {
            if (use.id().key().equals(stuck.key())) {
                waitAndTell(done, use);
            } else {
                tell(use);
            }
        });
        awaitClaim(stuck);
        SessionId other = here.sessionWith("cart", "pen");

        forward(PAST_ITS_TIME);

        await().until(() -> grid.recordOrNull(other) == null);
        assertThat(told).containsExactly(end(other, "pen"));
        done.countDown();
        await().until(() -> grid.recordOrNull(stuck) == null);
        assertThat(told).containsExactly(end(other, "pen"), end(stuck, "book"));
    }

    @Tag("G6")
    @Test
    void isToldWhileListenersOfOthersTakeTheirTime() {
        int several = 8;
        for (int i = 0; i < several; i++) {
            here.sessionWith("cart", "of " + i);
        }
        forward(PAST_ITS_TIME);
        CountDownLatch all = new CountDownLatch(several);

        here.sessions.onExpired(use -> {
            all.countDown();
            waitAndTell(all, use);
        });

        await().until(() -> told.size() == several);
    }

    @Tag("G6")
    @Test
    void isLeftToOtherServersAsLongAsTooManyListenersHangHere() {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            here.sessionWith("cart", "of " + i);
        }
        forward(PAST_ITS_TIME);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        await().until(() -> grid.expiredIn(0).isEmpty());

        here.clock.forward(Duration.ofMinutes(1));

        AtomicInteger last = new AtomicInteger();
        await().during(Duration.ofMillis(500)).until(() -> last.getAndSet(grid.turnsTaken()) == grid.turnsTaken());
        done.countDown();
        await().until(() -> told.size() == MOST_AT_ONCE && grid.turnsTaken() > last.get());
    }

    @Tag("G6")
    @Test
    void isNotLeftToOthersBecauseListenersOfRequestsHang() {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(MOST_AT_ONCE);
        List<Thread> requests = Stream.generate(here::session)
                .limit(MOST_AT_ONCE)
                .map(id -> new Thread(() -> endSlowly(id, hanging, done)))
                .toList();
        requests.forEach(Thread::start);
        await().until(() -> hanging.getCount() == 0);
        SessionId id = elsewhere.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);

        here.sessions.onExpired(this::tell);

        await().until(() -> told.contains(end(id, "book")));
        done.countDown();
        await().until(() -> requests.stream().noneMatch(Thread::isAlive));
    }

    private void endSlowly(SessionId id, CountDownLatch hanging, CountDownLatch done) {
        try (SessionUse use = here.sessions.find(id)) {
            use.end(() -> {
                hanging.countDown();
                waitAndTell(done, use);
            });
        }
    }

    private AppServer quick() {
        return new AppServer(grid, AppServer.timed(Duration.ofMillis(100), Duration.ZERO, AppServer.TURN));
    }

    @Tag("G10")
    @Test
    void isAskedForNoRemovalAfterTheTimeoutByAServerThatStops() {
        AppServer quick = quick();
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            quick.sessionWith("cart", "of " + i);
        }
        gridClock.forward(PAST_ITS_TIME);
        grid.failAll(Call.REMOVE_CLAIMED, Fault.REQUEST_LOST);
        quick.sessions.onExpired(this::tell);
        await().until(() -> told.size() == MOST_AT_ONCE);
        AtomicInteger asked = new AtomicInteger();
        Thread stop = Thread.currentThread();
        grid.whenever(Call.REMOVE_CLAIMED, () -> {
            if (Thread.currentThread() == stop) {
                asked.incrementAndGet();
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        });

        quick.sessions.close();

        assertThat(asked).hasValue(1);
    }

    @Tag("G6")
    @Test
    void isClaimedForTenSecondsAtLeast() {
        AppServer quick = quick();
        SessionId id = quick.sessionWith("cart", "book");
        gridClock.forward(PAST_ITS_TIME);
        CountDownLatch done = new CountDownLatch(1);
        quick.sessions.onExpired(use -> waitAndTell(done, use));

        await().until(() -> grid.record(id).claim() != null);

        assertThat(claimLasts(id, Duration.ofMillis(9_999))).isTrue();
        assertThat(claimLasts(id, Duration.ofSeconds(10))).isFalse();
        done.countDown();
        quick.sessions.close();
    }

    @Tag("G6")
    @Test
    void isToldWhenAnotherSessionTakesItsKey() {
        SessionId id = here.sessionWith("cart", "book");
        here.sessions.onExpired(this::tell);
        grid.endTurns(0);
        forward(PAST_ITS_TIME);

        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "pen");
        }

        assertThat(told).containsExactly(end(id, "book"));
        assertThat(elsewhere.read(id, "cart")).isEqualTo("pen");
    }

    /** What follows in that request may not wait for as long again. */
    @Tag("G10")
    @Test
    void takesOfThePatienceOfARequestThatWaitsForIt() {
        Duration timeout = Duration.ofSeconds(10);
        Duration longEnough = Duration.ofMillis(300);
        SessionId id = here.sessionWith("cart", "book");
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        grid.endTurns(0);
        forward(PAST_ITS_TIME);

        Duration left = new Patience().during(() -> {
            here.sessions.endExpired(id.key(), longEnough);
            return Patience.left(timeout);
        });

        assertThat(left).isLessThan(timeout.minus(longEnough.dividedBy(2)));
        done.countDown();
    }

    @Tag("G6")
    @Test
    void isFinishedBeforeTheApplicationStops() throws InterruptedException {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        awaitClaim(id);

        Thread stop = stopping();
        gridClock.forward(SHORTER_THAN_A_LEASE);
        await().until(() -> claimLasts(id, SHORTER_THAN_A_LEASE));
        done.countDown();
        stop.join();

        assertThat(told).containsExactly(end(id, "book"));
        assertThat(grid.recordOrNull(id)).isNull();
    }

    @Tag("G6")
    @Test
    void isRemovedBeforeTheApplicationStopsThoughTheGridDidNotConfirmThatAtFirst() throws InterruptedException {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        awaitClaim(id);
        Thread stop = stopping();
        grid.failNext(Call.REMOVE_CLAIMED, Fault.REQUEST_LOST);

        done.countDown();
        stop.join();

        assertThat(grid.recordOrNull(id)).isNull();
    }

    @Tag("G7")
    @Test
    void keepsNoSessionInUseFromBeingKeptAliveWhileTheApplicationStops() throws InterruptedException {
        SessionId expired = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        awaitClaim(expired);
        SessionId id = here.sessions.newId();
        Thread stop;
        try (SessionUse use = here.sessions.create(id, Duration.ofMinutes(10))) {
            use.commit();
            stop = stopping();
            forward(Duration.ofSeconds(30));

            await().until(() -> grid.record(id).times().lastAccessedTime().equals(gridClock.instant()));
        }
        done.countDown();
        stop.join();
    }

    @Tag("G6")
    @Test
    void isNamedInTheLogIfItsListenerHangs() {
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Ending.class.getName());
        logger.addHandler(handler);
        here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        await().until(() -> grid.count(Call.CLAIM) > 0);

        here.clock.forward(Duration.ofMinutes(1));

        await().until(() -> logged.size() == 1);
        assertThat(logged.peek()).contains("has not returned for 60 s");
        logger.removeHandler(handler);
        done.countDown();
    }

    @Tag("G6")
    @Test
    void isLeftToAnotherServerIfTheApplicationStopsInTheMiddle() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        here.sessions.onExpired(use -> waitAndTell(new CountDownLatch(1), use));
        awaitClaim(id);
        here.clock.forward(Duration.ofMinutes(1));

        here.sessions.close();

        assertThat(grid.recordOrNull(id)).isNotNull();
        gridClock.forward(Duration.ofMinutes(1));
        elsewhere.sessions.onExpired(this::tell);
        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Tag("G6")
    @Test
    void isTimedByTheClockOfItsServerHoweverWrong() {
        SessionId id = elsewhere.sessionWith("cart", "book");
        gridClock.forward(PAST_ITS_TIME);
        here.clock.forward(PAST_ITS_TIME.minus(Duration.ofMinutes(10)));
        CountDownLatch done = new CountDownLatch(1);
        here.sessions.onExpired(use -> waitAndTell(done, use));
        awaitClaim(id);

        for (int lease = 0; lease < 3; lease++) {
            forward(SHORTER_THAN_A_LEASE);
            await().until(() -> claimLasts(id, SHORTER_THAN_A_LEASE));
        }
        done.countDown();

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }
}
