package io.sessiongrid.web;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Outage;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Takes back, in the background, changes of session ids that the grid may have made without confirming them.
 *
 * <p>The application was told that the change failed, so the client keeps the old id, and may present it to any server.
 * A change that was confirmed meanwhile is not touched. However long the grid is away, it is asked until it answers, or
 * until the session must have ended, because nobody could use it by its old id. Thread-safe.
 */
final class SecretRestoration {
    private static final Logger log = System.getLogger(SecretRestoration.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Some megabytes: changes that fail while the grid is away, at a rate that no login page has. */
    static final int MOST = 10_000;

    private final SessionStore store;
    private final InstantSource clock;
    private final Executor background;
    private final Duration pause;

    /** In the order in which they failed. Guarded by this. */
    private final Set<Change> pending = new LinkedHashSet<>();

    private boolean running;

    /** @param until by then the session has ended */
    private record Change(String key, SecretHash unwanted, SecretHash wanted, Instant until) {}

    /**
     * @param clock runs evenly
     * @param background runs the attempts, which block as long as calls to the grid do
     */
    SecretRestoration(SessionStore store, InstantSource clock, Executor background) {
        this(store, clock, background, PAUSE);
    }

    SecretRestoration(SessionStore store, InstantSource clock, Executor background, Duration pause) {
        this.store = store;
        this.clock = clock;
        this.background = background;
        this.pause = pause;
    }

    /** @param lifetime of the session */
    synchronized void begin(String key, SecretHash unwanted, SecretHash wanted, Lifetime lifetime) {
        pending.add(new Change(key, unwanted, wanted, end(lifetime)));
        if (pending.size() > MOST) {
            giveUp(pending.iterator().next());
        }
        if (!running) {
            running = true;
            background.execute(this::attemptAll);
        }
    }

    /** Idle time may stand still while the grid is away. */
    private Instant end(Lifetime lifetime) {
        return lifetime.isMortal()
                ? clock.instant()
                        .plus(lifetime.maxInactiveInterval())
                        .plus(lifetime.touchInterval())
                        .plus(Outage.LONGEST)
                : Instant.MAX;
    }

    private synchronized void giveUp(Change change) {
        pending.remove(change);
        log.log(
                Level.WARNING,
                "Gave up taking back a change of the id of session {0}; if the grid has made it, the session cannot be"
                        + " opened any more",
                SessionId.logged(change.key()));
    }

    synchronized int size() {
        return pending.size();
    }

    private void attemptAll() {
        try {
            snapshot().forEach(this::attempt);
        } finally {
            attemptLater();
        }
    }

    private synchronized List<Change> snapshot() {
        return List.copyOf(pending);
    }

    private synchronized void attemptLater() {
        running = !pending.isEmpty();
        if (running) {
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, background)
                    .execute(this::attemptAll);
        }
    }

    private void attempt(Change change) {
        if (!clock.instant().isBefore(change.until())) {
            giveUp(change);
            return;
        }
        try {
            store.changeSecret(change.key(), change.unwanted(), change.wanted());
            answered(change);
        } catch (SessionStoreException e) {
            log.log(Level.DEBUG, "Could not take back a change of a session id yet", e);
        }
    }

    private synchronized void answered(Change change) {
        pending.remove(change);
    }
}
