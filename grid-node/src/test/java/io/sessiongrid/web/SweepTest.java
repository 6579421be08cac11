package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.Claim;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The sweep")
class SweepTest {
    /** Sessions of half an hour are touched once a minute. */
    private static final Duration PAST_ITS_TIME = Duration.ofMinutes(31);

    private static final Duration SHORTER_THAN_A_LEASE = Duration.ofSeconds(8);

    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);

    /** What all listeners were told, in order. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        here.sessions.close();
        elsewhere.sessions.close();
    }

    private void tell(SessionUse use) {
        told.add(use.id().key() + " had " + use.attribute("cart") + " and was " + use.isValid());
    }

    private static String end(SessionId id, String cart) {
        return id.key() + " had " + cart + " and was false";
    }

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
    void goesOnWhenTheGridDoesNotAnswer() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        grid.failNext(Call.CLAIM, Fault.REQUEST_LOST);

        here.sessions.onExpired(this::tell);

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

    private void waitAndTell(CountDownLatch done, SessionUse use) {
        try {
            done.await();
            tell(use);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    @ParameterizedTest
    @MethodSource("whatListenersThrow")
    void goesOnWhateverAListenerThrows(Throwable thrown) {
        AtomicBoolean first = new AtomicBoolean(true);
        here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        here.sessions.onExpired(use -> {
            if (first.getAndSet(false)) {
                SweepTest.<RuntimeException>throwAs(thrown);
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

    private void forward(Duration time) {
        gridClock.forward(time);
        here.clock.forward(time);
        elsewhere.clock.forward(time);
    }
}
