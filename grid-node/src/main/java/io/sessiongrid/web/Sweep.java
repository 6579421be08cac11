package io.sessiongrid.web;

import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions past their time, with their listeners (G6), and keeps those alive that a request is using (G7): a
 * thread that does a little all the time, whatever the number of requests.
 */
final class Sweep implements AutoCloseable {
    private static final Logger log = System.getLogger(Sweep.class.getName());

    /** For so long another server waits, once this one is dead; renewed as long as a listener is told. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

    /** Renewing a lease may need as many calls, if the grid does not answer at once. */
    private static final int CALLS_PER_LEASE = 5;

    /** A listener that needs longer is taken for one that hangs: another server may tell its own. */
    private static final Duration LONGEST_TELLING = Duration.ofMinutes(1);

    private static final Duration LONGEST_STEP = Duration.ofSeconds(1);
    private static final int STEPS = 10;

    private final Sessions application;
    private final Consumer<SessionUse> listener;
    private final Duration turn;
    private final Duration step;
    private final Duration lease;
    private final ScheduledThreadPoolExecutor thread;
    private final ScheduledFuture<?> keeper;
    private final ScheduledFuture<?> steps;

    /** Claimed here, and perhaps not removed yet. */
    private volatile @Nullable Ending ending;

    private record Ending(String key, Instant since) {}

    /** @param listener is told of each session that ended here; its attributes can be read meanwhile */
    Sweep(Sessions application, Consumer<SessionUse> listener) {
        this.application = application;
        this.listener = listener;
        this.turn = application.rules().sweepInterval();
        Duration share = turn.dividedBy(STEPS);
        this.step = share.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : share;
        Duration calls = application.rules().timeout().multipliedBy(CALLS_PER_LEASE);
        this.lease = calls.compareTo(SHORTEST_LEASE) > 0 ? calls : SHORTEST_LEASE;
        // A listener that is slow must not keep sessions in use from being kept alive.
        this.thread = new ScheduledThreadPoolExecutor(2, Sessions::daemon);
        this.keeper = thread.scheduleWithFixedDelay(
                () -> guarded(this::keep), step.toMillis(), step.toMillis(), TimeUnit.MILLISECONDS);
        this.steps = thread.scheduleWithFixedDelay(
                () -> guarded(this::run), step.toMillis(), step.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void keep() {
        application.keepAlive();
        Ending telling = ending;
        if (telling != null
                && application.clock().instant().isBefore(telling.since().plus(LONGEST_TELLING))) {
            claim(telling.key(), SessionStore.TIMES_ONLY);
        }
    }

    private void run() {
        removeEnded();
        for (int partition : application.store().takeTurn(turn, step)) {
            for (String key : application.store().expiredIn(partition)) {
                if (thread.isShutdown()) {
                    return;
                }
                end(key);
            }
        }
    }

    /**
     * The next step must come, whatever happened in this one: what leaves a scheduled task ends it, without a word, and
     * then no session of this server would end any more, or be kept alive.
     */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (SessionStoreException e) {
            log.log(Level.DEBUG, "Could not look for expired sessions", e);
        } catch (Throwable e) {
            log.log(Level.WARNING, "The search for expired sessions failed", e);
        }
    }

    /** In this order: whoever dies on the way leaves a claim that another takes over. */
    private void end(String key) {
        if (claim(key, SessionStore.NOTHING_KNOWN) instanceof Opened.Changed expired) {
            ending = new Ending(key, application.clock().instant());
            application.meters().add(SessionEvent.CLAIMS);
            tell(key, expired);
            application.meters().add(SessionEvent.LIFECYCLE_EXPIRED);
            removeEnded();
        }
    }

    private Opened claim(String key, long knownVersion) {
        return application.store().claim(key, application.writer(), lease, knownVersion);
    }

    /** If the grid does not confirm, the next step tries again: listeners must not be told twice because of that. */
    private void removeEnded() {
        Ending told = ending;
        if (told != null) {
            application.store().removeClaimed(told.key(), application.writer());
            ending = null;
        }
    }

    private void tell(String key, Opened.Changed expired) {
        try (SessionUse use = application.ended(key, expired)) {
            listener.accept(use);
        } catch (Throwable e) {
            log.log(Level.WARNING, "A session listener failed at the end of session " + SessionId.logged(key), e);
        }
    }

    @Override
    public void close() {
        keeper.cancel(false);
        steps.cancel(false);
        thread.shutdown();
        try {
            // The listeners of one session are the application's; they may need it whole.
            if (!thread.awaitTermination(application.rules().timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
