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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends sessions past their time: claims each, tells the listener, and removes it (G6), in this order, so that whoever
 * dies on the way leaves a claim that another takes over. Thread-safe.
 *
 * <p>The listener is the application's, and may hang: it is told on a thread of its own.
 */
final class Endings implements AutoCloseable {
    private static final Logger log = System.getLogger(Endings.class.getName());

    /** For so long another server waits, once this one is dead; renewed as long as the listener is told. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

    /** Renewing a lease may need as many calls, if the grid does not answer at once. */
    private static final int CALLS_PER_LEASE = 5;

    /** A listener that needs longer is taken for one that hangs: another server may tell its own. */
    static final Duration LONGEST_TELLING = Duration.ofMinutes(1);

    /** Each listener that hangs keeps a thread; with so many, this server leaves the rest to others. */
    private static final int MOST_AT_ONCE = 16;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Sessions application;
    private final Consumer<SessionUse> listener;
    private final Duration lease;
    private final ConcurrentMap<String, Ending> endings = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor tellers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), Sessions::daemon);

    /** What a listener has done that was interrupted since is not known. */
    private volatile boolean givenUp;

    /** One session, from the claim until it is removed. */
    private static final class Ending {
        final String key;
        final Instant since;
        final CountDownLatch over = new CountDownLatch(1);
        volatile boolean told;
        volatile boolean warned;
        volatile @Nullable Thread teller;

        Ending(String key, Instant since) {
            this.key = key;
            this.since = since;
        }
    }

    Endings(Sessions application, Consumer<SessionUse> listener) {
        this.application = application;
        this.listener = listener;
        Duration calls = application.rules().timeout().multipliedBy(CALLS_PER_LEASE);
        this.lease = calls.compareTo(SHORTEST_LEASE) > 0 ? calls : SHORTEST_LEASE;
    }

    /**
     * Ends a session if it is past its time, and nobody else does. Returns when that is done, or the listener hangs.
     *
     * @param patience how long to wait for the listener
     * @throws SessionStoreException if it could not be claimed
     */
    void end(String key, Duration patience) {
        if (givenUp || endings.size() >= MOST_AT_ONCE) {
            return;
        }
        Ending ending = new Ending(key, application.clock().own());
        Ending before = endings.putIfAbsent(key, ending);
        if (before != null || begin(ending)) {
            await(before == null ? ending : before, patience);
        }
    }

    private boolean begin(Ending ending) {
        boolean begun = false;
        try {
            if (claim(ending.key, SessionStore.NOTHING_KNOWN) instanceof Opened.Changed expired) {
                application.meters().add(SessionEvent.CLAIMS);
                tellers.execute(() -> finish(ending, expired));
                begun = true;
            }
        } finally {
            if (!begun) {
                endings.remove(ending.key, ending);
                ending.over.countDown();
            }
        }
        return begun;
    }

    private Opened claim(String key, long knownVersion) {
        return application.store().claim(key, application.writer(), lease, knownVersion);
    }

    private void finish(Ending ending, Opened.Changed expired) {
        try {
            ending.teller = Thread.currentThread();
            tell(ending.key, expired);
            ending.told = !givenUp;
            if (ending.told) {
                application.meters().add(SessionEvent.LIFECYCLE_EXPIRED);
                remove(ending);
            }
        } finally {
            ending.over.countDown();
        }
    }

    private void tell(String key, Opened.Changed expired) {
        try (SessionUse use = application.ended(key, expired)) {
            listener.accept(use);
        } catch (Throwable e) {
            log.log(Level.WARNING, "A session listener failed at the end of session " + SessionId.logged(key), e);
        }
    }

    private void remove(Ending ending) {
        if (!ending.told) {
            return;
        }
        try {
            application.store().removeClaimed(ending.key, application.writer());
            endings.remove(ending.key, ending);
        } catch (SessionStoreException e) {
            log.log(Level.DEBUG, "Could not remove an expired session yet", e);
        }
    }

    /** If the grid did not confirm a removal, it is asked again: listeners must not be told twice because of that. */
    void removeTold() {
        endings.values().forEach(this::remove);
    }

    /** Leases hold as long as listeners are told. */
    void renew() {
        for (Ending ending : endings.values()) {
            if (!hangs(ending)) {
                try {
                    claim(ending.key, SessionStore.TIMES_ONLY);
                } catch (SessionStoreException e) {
                    log.log(Level.DEBUG, "Could not renew the claim of an expired session", e);
                }
            }
        }
    }

    private boolean hangs(Ending ending) {
        return !ending.told && !application.clock().own().isBefore(ending.since.plus(LONGEST_TELLING));
    }

    private void await(Ending ending, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() < deadline
                    && !ending.over.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                if (hangs(ending)) {
                    warnOf(ending);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void warnOf(Ending ending) {
        if (ending.warned) {
            return;
        }
        ending.warned = true;
        Thread thread = ending.teller;
        IllegalStateException place = new IllegalStateException("It is here");
        place.setStackTrace(thread == null ? new StackTraceElement[0] : thread.getStackTrace());
        log.log(
                Level.WARNING,
                "A session listener has not returned for " + LONGEST_TELLING.toSeconds() + " s from the end of session "
                        + SessionId.logged(ending.key) + "; another server may tell its own, and this one goes on",
                place);
    }

    /** Waits for listeners that are at work, as long as their claims would hold without this server. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + lease.toNanos();
        try {
            for (Ending ending : endings.values()) {
                while (!hangs(ending) && System.nanoTime() < deadline) {
                    if (ending.over.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                        break;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        removeTold();
        givenUp = true;
        tellers.shutdownNow();
    }
}
