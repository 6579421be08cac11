package io.sessiongrid.web;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.Patience;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ends of sessions on this server: each is claimed, told to listeners, and removed (G6), in this order, so that
 * whoever dies on the way leaves a claim that another takes over. Thread-safe.
 *
 * <p>The listener of sessions past their time is the application's, and may hang: it is told on a thread of its own.
 */
final class Endings implements AutoCloseable {
    private static final Logger log = System.getLogger(Endings.class.getName());

    /** For so long another server waits, once this one is dead; renewed as long as the listener is told. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);

    /** Renewing a lease may need as many calls, if the grid does not answer at once. */
    private static final int CALLS_PER_LEASE = 5;

    /**
     * Sessions past their time whose listeners are told at once; with so many that hang, the rest is left to others.
     */
    private static final int MOST_AT_ONCE = 16;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Sessions application;
    private final Duration lease;
    private final ConcurrentMap<String, Ending> endings = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ThreadPoolExecutor tellers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), Sessions::daemon);

    private volatile boolean stopping;

    /** What a listener has done that was interrupted since is not known. */
    private volatile boolean givenUp;

    Endings(Sessions application) {
        this.application = application;
        Duration calls = application.rules().timeout().multipliedBy(CALLS_PER_LEASE);
        this.lease = calls.compareTo(SHORTEST_LEASE) > 0 ? calls : SHORTEST_LEASE;
    }

    /**
     * Ends a session that a request is using.
     *
     * @param told tells listeners; run on this thread if this call ended the session
     * @return true if it did
     * @throws SessionStoreException if the grid did not confirm
     */
    boolean end(LiveSession session, Runnable told) {
        CommitId end = session.end(lease);
        if (end == null) {
            return false;
        }
        boolean known = !session.isKnownToNobody() && !session.hasEndedHereAlone();
        Ending ending = new Ending(session.key(), end, application.clock().own());
        if (known) {
            ending.claimed();
            endings.put(ending.key(), ending);
        }
        application.others().revoke(session.key());
        try {
            ending.toldBy(Thread.currentThread());
            told.run();
        } finally {
            ending.told();
            if (known) {
                remove(ending);
            }
            ending.over();
        }
        return true;
    }

    /**
     * Ends a session if it is past its time, and nobody else does. Returns once the listener is being told.
     *
     * @throws SessionStoreException if it could not be claimed, or if too many listeners hang
     */
    void begin(String key, Consumer<SessionUse> listener) {
        begun(key, listener, Ending.LONGEST_TELLING);
    }

    /** As {@link #begin}, and waits until the session is removed, as long as {@code patience} lasts. */
    void end(String key, Consumer<SessionUse> listener, Duration patience) {
        long start = System.nanoTime();
        Ending ending = begun(key, listener, patience);
        long begun = System.nanoTime();
        boolean over = ending.awaitOver(patience.minusNanos(begun - start));
        Patience.waited(System.nanoTime() - begun);
        if (over && ending.wasTold() && endings.get(key) == ending) {
            remove(ending);
        }
    }

    private Ending begun(String key, Consumer<SessionUse> listener, Duration patience) {
        Ending known = endings.get(key);
        if (known != null) {
            return known;
        }
        awaitFree(patience);
        Ending ending =
                new Ending(key, application.nextExpiry(), application.clock().own());
        Ending before = endings.putIfAbsent(key, ending);
        if (before != null) {
            free.release();
            return before;
        }
        begin(ending, listener);
        return ending;
    }

    private void awaitFree(Duration patience) {
        long start = System.nanoTime();
        long deadline = start + patience.toNanos();
        try {
            while (!stopping && !isJammed() && System.nanoTime() < deadline) {
                if (free.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Patience.waited(System.nanoTime() - start);
        }
        throw new SessionStoreException("This server ends no more sessions at present", null);
    }

    /** True if this server had better leave sessions past their time to others. */
    boolean isJammed() {
        return free.availablePermits() == 0
                && endings.values().stream().filter(this::hangs).count() >= MOST_AT_ONCE;
    }

    private void begin(Ending ending, Consumer<SessionUse> listener) {
        boolean begun = false;
        try {
            if (claim(ending) instanceof Opened.Changed expired) {
                application.meters().add(SessionEvent.CLAIMS);
                ending.claimed();
                tellers.execute(() -> finish(ending, expired, listener));
                begun = true;
            }
        } finally {
            if (!begun) {
                endings.remove(ending.key(), ending);
                ending.over();
                free.release();
            }
        }
    }

    private Opened claim(Ending ending) {
        return application.store().claim(ending.key(), ending.end().writer(), lease, SessionStore.NOTHING_KNOWN);
    }

    private void finish(Ending ending, Opened.Changed expired, Consumer<SessionUse> listener) {
        try {
            ending.toldBy(Thread.currentThread());
            tell(ending.key(), expired, listener);
            if (!givenUp) {
                ending.told();
                application.meters().add(SessionEvent.LIFECYCLE_EXPIRED);
                remove(ending);
            }
        } finally {
            ending.over();
            free.release();
        }
    }

    private void tell(String key, Opened.Changed expired, Consumer<SessionUse> listener) {
        try (SessionUse use = application.ended(key, expired)) {
            listener.accept(use);
        } catch (Throwable e) {
            log.log(Level.WARNING, "A session listener failed at the end of session " + SessionId.logged(key), e);
        }
    }

    private void remove(Ending ending) {
        try {
            application.store().removeClaimed(ending.key(), ending.end());
            endings.remove(ending.key(), ending);
        } catch (SessionStoreException e) {
            log.log(Level.DEBUG, "Could not remove a session that has ended yet", e);
        }
    }

    /** If the grid did not confirm a removal, it is asked again: listeners must not be told twice because of that. */
    void removeTold() {
        removeToldWhile(() -> true);
    }

    private void removeToldWhile(BooleanSupplier go) {
        for (Ending ending : endings.values()) {
            if (ending.wasTold() && go.getAsBoolean()) {
                remove(ending);
            }
        }
    }

    /** Leases hold until the sessions are removed, and a listener that hangs is named. */
    void renew() {
        for (Ending ending : endings.values()) {
            if (hangs(ending)) {
                ending.warn();
            } else if (ending.isClaimed()) {
                application.store().renew(ending.key(), ending.end().writer(), lease);
            }
        }
    }

    private boolean hangs(Ending ending) {
        return ending.hangsAt(application.clock().own());
    }

    /** Waits for listeners that are at work, as long as their claims would hold without this server. */
    @Override
    public void close() {
        stopping = true;
        long closing = System.nanoTime();
        Ending atWork = anyAtWork();
        while (atWork != null
                && System.nanoTime() - closing < lease.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            atWork.awaitOver(BETWEEN_LOOKS);
            atWork = anyAtWork();
        }
        long begin = System.nanoTime();
        long longest = application.rules().timeout().toNanos();
        // The last one may take as long once more.
        removeToldWhile(() -> System.nanoTime() - begin < longest);
        givenUp = true;
        tellers.shutdownNow();
    }

    private @Nullable Ending anyAtWork() {
        return endings.values().stream()
                .filter(ending -> !ending.isOver() && !hangs(ending))
                .findFirst()
                .orElse(null);
    }
}
