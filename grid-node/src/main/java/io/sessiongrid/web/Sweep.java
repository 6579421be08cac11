package io.sessiongrid.web;

import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks for sessions past their time, and keeps those alive that a request is using (G7): threads that do a little all
 * the time, whatever the number of requests.
 */
final class Sweep implements AutoCloseable {
    private static final Logger log = System.getLogger(Sweep.class.getName());
    private static final Duration LONGEST_STEP = Duration.ofSeconds(1);
    private static final int STEPS = 10;

    private final Sessions application;
    private final Endings endings;
    private final Consumer<SessionUse> listener;
    private final Duration turn;
    private final Duration step;

    /** Neither listeners nor a grid that does not answer may keep sessions in use from being kept alive. */
    private final ScheduledThreadPoolExecutor keeper = new ScheduledThreadPoolExecutor(1, Sessions::daemon);

    /** A grid that does not answer for one session must not keep the others from being removed, or looked for. */
    private final ScheduledThreadPoolExecutor removals = new ScheduledThreadPoolExecutor(1, Sessions::daemon);

    /** Nor may that which a grid is told that was away. */
    private final ScheduledThreadPoolExecutor replays = new ScheduledThreadPoolExecutor(1, Sessions::daemon);

    private final ScheduledThreadPoolExecutor hand = new ScheduledThreadPoolExecutor(1, Sessions::daemon);

    /** Partitions that are this server's to look at; what goes wrong is made up for with the next step. */
    private final Set<Integer> due = new LinkedHashSet<>();

    /** Sessions that this server has found past their time and not ended yet. */
    private final Set<String> expired = new LinkedHashSet<>();

    /** @param listener is told of each session that ended here; its attributes can be read meanwhile */
    Sweep(Sessions application, Endings endings, Consumer<SessionUse> listener) {
        this.application = application;
        this.endings = endings;
        this.listener = listener;
        this.turn = application.rules().sweepInterval();
        Duration share = turn.dividedBy(STEPS);
        this.step = share.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : share;
        every(keeper, application::keepAlive);
        every(keeper, endings::renew);
        every(removals, endings::removeTold);
        if (application.local().serves()) {
            every(replays, application.local()::replay);
        }
        every(hand, this::move);
    }

    private void every(ScheduledThreadPoolExecutor thread, Runnable work) {
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                () -> succeeds(work), step.toMillis(), step.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void move() {
        if (endings.isJammed()) {
            return;
        }
        // If the grid does not answer, those from before must not wait for it.
        succeeds(() -> due.addAll(application.store().takeTurn(turn, step)));
        forEach(expired, this::end);
        forEach(due, this::findAndEnd);
    }

    private void findAndEnd(int partition) {
        Set<String> found = new LinkedHashSet<>(application.store().expiredIn(partition));
        forEach(found, this::end);
        expired.addAll(found);
    }

    private void end(String key) {
        endings.begin(key, listener);
    }

    /** What went wrong remains: a claim of which nobody knows whether it was made is not found again. */
    private <T> void forEach(Set<T> work, Consumer<T> task) {
        for (T each : List.copyOf(work)) {
            if (!hand.isShutdown() && succeeds(() -> task.accept(each))) {
                work.remove(each);
            }
        }
    }

    /** Ends one session if it is past its time, because somebody who waits for a while needs its key. */
    void end(String key, Duration patience) {
        endings.end(key, listener, patience);
    }

    /**
     * The next step must come, whatever happened in this one: what leaves a scheduled task ends it, without a word, and
     * then no session of this server would end any more, or be kept alive.
     */
    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (SessionStoreException e) {
            log.log(Level.DEBUG, "Could not look for expired sessions", e);
        } catch (Throwable e) {
            log.log(Level.WARNING, "The search for expired sessions failed", e);
        }
        return false;
    }

    @Override
    public void close() {
        hand.shutdown();
        endings.close();
        hand.shutdownNow();
        keeper.shutdownNow();
        removals.shutdownNow();
        replays.shutdownNow();
    }
}
