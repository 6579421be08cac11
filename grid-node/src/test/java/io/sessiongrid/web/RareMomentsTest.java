package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each of these was once a way to lose a promise. */
@DisplayName("A server, when things come together that seldom do,")
class RareMomentsTest extends SweptServers {
    private static final Duration LEASE = Duration.ofSeconds(25);

    private static void sleep(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Tag("G6")
    @Test
    void tellsOnceThoughTheAnswerToAnEndIsLostAndItsRequestTriesAgainAfterTheLease() {
        SessionId id = here.sessionWith("cart", "book");
        CountDownLatch done = new CountDownLatch(1);
        try (SessionUse use = here.sessions.find(id)) {
            grid.failNext(Call.END, Fault.ANSWER_LOST);
            assertThatThrownBy(() -> use.end(() -> told.add("request"))).isInstanceOf(SessionStoreException.class);
            here.sessions.onExpired(expired -> {
                told.add("sweep");
                sleep(done);
            });
            forward(LEASE);
            await().until(() -> told.contains("sweep"));

            use.end(() -> told.add("request"));
        }
        done.countDown();
        assertThat(told).containsExactly("sweep");
    }

    @Tag("G10")
    @Test
    void letsARequestWaitForAThreadNoLongerThanTheTimeout() {
        SessionId taken = here.sessions.newId();
        try (SessionUse use = here.sessions.create(taken, Duration.ofHours(1))) {
            use.setAttribute("cart", "book");
        }
        for (int i = 0; i < 16; i++) {
            here.sessionWith("cart", "of " + i);
        }
        CountDownLatch done = new CountDownLatch(1);
        forward(PAST_ITS_TIME);
        here.sessions.onExpired(use -> sleep(done));
        await().until(() -> grid.expiredIn(0).isEmpty());
        grid.endTurns(0);
        gridClock.forward(Duration.ofMinutes(40));

        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread request = new Thread(() -> {
            SessionUse use = here.sessions.create(taken, AppServer.HALF_AN_HOUR);
            try {
                use.commit();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        request.start();
        try {
            request.join(12_000);
            boolean waits = request.isAlive();
            assertThat(waits)
                    .as("still waiting after 12 s, with a timeout of 5 s")
                    .isFalse();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            done.countDown();
        }
    }

    @Tag("G6")
    @Test
    void repeatsARemovalWhileOtherListenersTakeTheirTime() {
        SessionId first = here.sessionWith("cart", "book");
        CountDownLatch firstDone = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Set<String> others = ConcurrentHashMap.newKeySet();
        List<String> toldOfFirst = new CopyOnWriteArrayList<>();
        forward(PAST_ITS_TIME);
        here.sessions.onExpired(use -> {
            if (use.id().key().equals(first.key())) {
                sleep(firstDone);
                toldOfFirst.add("here");
            } else {
                others.add(use.id().key());
                sleep(done);
            }
        });
        await().until(() -> grid.expiredIn(0).isEmpty());
        for (int i = 0; i < 17; i++) {
            try (SessionUse use = here.sessions.create(here.sessions.newId(), Duration.ofSeconds(1))) {
                use.setAttribute("cart", "of " + i);
            }
        }
        gridClock.forward(Duration.ofSeconds(2));
        await().until(() -> others.size() == 15);
        grid.failNext(Call.REMOVE_CLAIMED, Fault.REQUEST_LOST);
        firstDone.countDown();
        await().until(() -> others.size() == 16 && grid.count(Call.REMOVE_CLAIMED) > 0);
        elsewhere.sessions.onExpired(use -> {
            if (use.id().key().equals(first.key())) {
                toldOfFirst.add("elsewhere");
            }
        });
        for (int i = 0; i < 3; i++) {
            forward(Duration.ofSeconds(10));
            await().during(Duration.ofMillis(200)).until(() -> true);
        }
        done.countDown();
        assertThat(toldOfFirst).containsExactly("here");
    }

    @Tag("G6")
    @Test
    void doesNotTellAgainOfASessionThatAnOperatorEndedBeforeItsCreationWasConfirmed() {
        SessionId begun = here.sessions.newId();
        elsewhere.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.create(begun, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "pen");
            grid.failNext(Call.CREATE, Fault.ANSWER_LOST);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            grid.expire(begun);
            await().until(() -> grid.record(begun).ended());

            use.end(() -> told.add("again"));
        }
        assertThat(told).containsExactly(end(begun, "pen"));
    }

    @Tag("G6")
    @Test
    void endsTheNewSessionOfASharedIdAndNotTheFormerOne() {
        SessionId id = here.sessionWith("cart", "book of the former user");
        forward(PAST_ITS_TIME);
        grid.endTurns(0);
        here.sessions.onExpired(this::tell);
        List<Object> carts = new CopyOnWriteArrayList<>();
        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("other", "pen");
            grid.failNext(Call.CREATE, Fault.REQUEST_LOST);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            use.end(() -> carts.add(String.valueOf(use.attribute("cart"))));
        }
        assertThat(carts).containsExactly("null");
        assertThat(told).containsExactly(end(id, "book of the former user"));
    }

    @Tag("G4")
    @Test
    void doesNotCreateASessionAgainThatIsPastItsMaxLifetime() {
        AppServer strict =
                new AppServer(grid, AppServer.timed(AppServer.TIMEOUT, Duration.ofMinutes(10), AppServer.TURN));
        SessionId id = strict.sessions.newId();
        elsewhere.sessions.onExpired(this::tell);
        SessionUse use = strict.sessions.create(id, AppServer.HALF_AN_HOUR);
        use.setAttribute("cart", "pen");
        forward(Duration.ofMinutes(5));
        strict.clock.forward(Duration.ofMinutes(5));
        grid.failNext(Call.CREATE, Fault.ANSWER_LOST);
        assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
        forward(Duration.ofMinutes(6));
        strict.clock.forward(Duration.ofMinutes(6));
        await().until(() -> told.size() == 1 && grid.recordOrNull(id) == null);

        assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
        assertThatThrownBy(use::close).isInstanceOf(SessionStoreException.class);
        await().during(Duration.ofMillis(500)).until(() -> told.size() == 1 && grid.recordOrNull(id) == null);
        strict.sessions.close();
    }

    @Tag("G4")
    @Test
    void doesNotCreateASessionAgainThatMayHaveEndedSinceTheFirstOfItsAttempts() {
        SessionId id = here.sessions.newId();
        elsewhere.sessions.onExpired(this::tell);
        SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR);
        use.setAttribute("cart", "pen");
        grid.failNext(Call.CREATE, Fault.ANSWER_LOST);
        assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
        forward(PAST_ITS_TIME);
        await().until(() -> told.size() == 1 && grid.recordOrNull(id) == null);
        grid.failNext(Call.CREATE, Fault.REQUEST_LOST);
        assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
        forward(Duration.ofMinutes(1));

        assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);

        assertThatThrownBy(use::close).isInstanceOf(SessionStoreException.class);
        assertThat(grid.recordOrNull(id)).isNull();
    }

    @Tag("G6")
    @Test
    void tellsOnceThoughAnotherThreadCreatesTheSessionMeanwhile() throws InterruptedException {
        CountDownLatch atClock = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<Thread> committer = new AtomicReference<>();
        InstantSource clock = () -> {
            if (Thread.currentThread() == committer.get()) {
                atClock.countDown();
                sleep(go);
            }
            return here.clock.instant();
        };
        Sessions sessions = new Sessions(
                grid, AppServer.rules(), new CountingCodec(), getClass().getClassLoader(), clock, new SessionMeters());
        SessionId id = sessions.newId();
        SessionUse use = sessions.create(id, AppServer.HALF_AN_HOUR);
        use.setAttribute("cart", "pen");
        Thread commit = new Thread(use::commit);
        committer.set(commit);
        commit.start();
        assertThat(atClock.await(10, TimeUnit.SECONDS)).isTrue();
        Thread end = new Thread(() -> use.end(() -> told.add("here")));
        end.start();
        await().until(() -> end.getState() == Thread.State.TIMED_WAITING);
        go.countDown();
        commit.join();
        end.join();
        use.close();
        elsewhere.sessions.onExpired(this::tell);
        forward(Duration.ofMinutes(1));
        await().during(Duration.ofMillis(500)).until(() -> true);
        sessions.close();
        assertThat(told).containsExactly("here");
    }

    @Tag("G6")
    @Test
    void keepsItsClaimUntilTheSessionIsRemoved() {
        SessionId id = here.sessionWith("cart", "book");
        forward(PAST_ITS_TIME);
        grid.failAll(Call.REMOVE_CLAIMED, Fault.REQUEST_LOST);
        here.sessions.onExpired(this::tell);
        await().until(() -> told.size() == 1);
        elsewhere.sessions.onExpired(this::tell);

        for (int lease = 0; lease < 4; lease++) {
            gridClock.forward(LEASE.minusSeconds(2));
            await().until(() -> grid.expiredIn(0).isEmpty()
                    && !grid.record(id).mayBeClaimedAt(gridClock.instant().plus(LEASE.minusSeconds(2))));
        }
        grid.failAll(Call.REMOVE_CLAIMED, null);

        await().until(() -> grid.recordOrNull(id) == null);
        assertThat(told).containsExactly(end(id, "book"));
    }

    @Tag("G6")
    @Test
    void beginsToTellOfNoSessionWhileTheApplicationStops() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 16; i++) {
            here.sessionWith("cart", "of " + i);
        }
        forward(PAST_ITS_TIME);
        here.sessions.onExpired(use -> {
            sleep(done);
            tell(use);
        });
        await().until(() -> grid.expiredIn(0).isEmpty());
        SessionId late = elsewhere.sessionWith("cart", "late");
        gridClock.forward(PAST_ITS_TIME);
        int looks = grid.count(Call.LOOK);
        await().until(() -> grid.count(Call.LOOK) > looks);

        Thread stop = stopping();
        done.countDown();
        stop.join();

        assertThat(told).hasSize(16);
        assertThat(grid.record(late).claim()).isNull();
    }

    @Test
    void tellsValuesOfANewSessionThatTheyLeaveAlsoWhenItsIdChangesOrItEnds() {
        for (Consumer<SessionUse> change :
                List.<Consumer<SessionUse>>of(use -> use.rotate(here.sessions.newSecret(use.id())), SessionUse::end)) {
            List<Object> passivated = new CopyOnWriteArrayList<>();
            SessionUse use = here.sessions.create(here.sessions.newId(), AppServer.HALF_AN_HOUR);
            use.setAttribute("cart", new ArrayList<>(List.of("book")));
            grid.failNext(Call.CREATE, Fault.ANSWER_LOST);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            use.setActivationListener(new ActivationListener() {
                @Override
                public void willPassivate(Object value) {
                    passivated.add(value);
                }

                @Override
                public void didActivate(Object value) {}
            });

            change.accept(use);

            assertThat(passivated).isNotEmpty();
            use.close();
        }
    }
}
