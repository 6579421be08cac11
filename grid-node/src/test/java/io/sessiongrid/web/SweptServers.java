package io.sessiongrid.web;

import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;

/** Two servers of one application, and what their listeners were told. */
abstract class SweptServers {
    /** Sessions of half an hour are touched once a minute. */
    static final Duration PAST_ITS_TIME = Duration.ofMinutes(31);

    final MovingClock gridClock = new MovingClock();
    final MemoryStore grid = new MemoryStore(gridClock);
    final AppServer here = new AppServer(grid);
    final AppServer elsewhere = new AppServer(grid);

    /** What all listeners were told, in order. */
    final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        here.sessions.close();
        elsewhere.sessions.close();
    }

    final void tell(SessionUse use) {
        told.add(use.id().key() + " had " + use.attribute("cart") + " and was " + use.isValid());
    }

    /** As a listener that is at work until {@code done}. */
    final void waitAndTell(CountDownLatch done, SessionUse use) {
        try {
            done.await();
            tell(use);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stop of {@link #here} that waits for a listener. */
    final Thread stopping() {
        Thread stop = new Thread(here.sessions::close);
        stop.start();
        await().until(() -> stop.getState() == Thread.State.TIMED_WAITING);
        return stop;
    }

    static String end(SessionId id, Object cart) {
        return id.key() + " had " + cart + " and was false";
    }

    final void forward(Duration time) {
        gridClock.forward(time);
        here.clock.forward(time);
        elsewhere.clock.forward(time);
    }
}
