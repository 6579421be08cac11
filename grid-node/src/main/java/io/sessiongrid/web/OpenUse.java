package io.sessiongrid.web;

import io.sessiongrid.session.Patience;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a {@link SessionUse} from its first call to its last: a session that the grid is asked for once, and
 * what may have been altered in it. Thread-safe.
 */
final class OpenUse {
    private final Sessions application;
    private final Map<String, LiveValue> read = new ConcurrentHashMap<>();
    private final Patience patience = new Patience();

    private volatile @Nullable LiveSession live;
    private volatile @Nullable Instant lastAccessedTime;
    private volatile boolean committed;
    private volatile boolean takenOver;
    private volatile boolean touches = true;
    private final Supplier<ActivationListener> activation;

    // Guarded by this. No code of the application runs under the lock: it may be waiting for one of its own.
    private boolean asked;
    private @Nullable SessionStoreException failure;

    private OpenUse(Sessions application, @Nullable LiveSession begun, Supplier<ActivationListener> activation) {
        this.application = application;
        this.activation = activation;
        this.live = begun;
        this.asked = begun != null;
    }

    /** Of a session that begins. */
    static OpenUse begun(Sessions application, LiveSession session, Supplier<ActivationListener> activation) {
        OpenUse use = new OpenUse(application, session, activation);
        application.begins(use);
        return use;
    }

    /** Of a session that a client asks for. */
    static OpenUse unasked(Sessions application, Supplier<ActivationListener> activation) {
        return new OpenUse(application, null, activation);
    }

    /** Does some work of this use, whose waits for the grid count together (G10). */
    <T extends @Nullable Object> T during(Supplier<T> work) {
        return patience.during(work);
    }

    /**
     * The session, or null if there is none; asks the grid unless that was done before.
     *
     * @param trusted the copy on this server will do
     * @param kept the application has the session already, and need not present its present id
     * @throws SessionStoreException if the grid does not answer, or did not
     */
    synchronized @Nullable LiveSession find(SessionId id, boolean trusted, boolean kept) {
        if (failure != null) {
            throw failure;
        }
        if (!asked) {
            open(id, trusted, kept);
        }
        return live;
    }

    private void open(SessionId id, boolean trusted, boolean kept) {
        LiveSession session = application.live().acquire(id.key());
        boolean found = false;
        try {
            SecretHash presented = presented(id, session, kept);
            lastAccessedTime = presented == null ? null : session.open(presented, trusted);
            found = lastAccessedTime != null;
            asked = true;
        } catch (SessionStoreException e) {
            failure = e;
            throw e;
        } finally {
            if (found) {
                live = session;
                application.begins(this);
                if (!trusted) {
                    takenOver = true;
                    application.others().revoke(id.key());
                }
                if (touches) {
                    session.touches().ifEnding();
                }
            } else {
                application.live().release(id.key(), session);
            }
        }
    }

    /** Whoever has kept a session goes on although a later request changed its id, as far as that is known here. */
    private static @Nullable SecretHash presented(SessionId id, LiveSession session, boolean kept) {
        SecretHash known = kept || id.isKeyAlone() ? session.secretHash() : null;
        return known != null || id.isKeyAlone() ? known : id.secretHash();
    }

    /** True if the session was found, or begun, and has not ended; asks nobody. */
    boolean isOpen() {
        LiveSession session = live;
        return session != null && !session.hasEnded();
    }

    /** When the client used the session before this use; null if nobody asked, or the session is new. */
    @Nullable
    Instant lastAccessedTime() {
        return lastAccessedTime;
    }

    /** This use does not count as one. */
    void doNotTouch() {
        touches = false;
    }

    /** The session is in use, though nothing happens. */
    void keepAlive() {
        LiveSession session = live;
        if (touches && session != null) {
            session.touches().ifDue();
        }
    }

    /** As {@link #keepAlive}, due or not: another server may have made the session's life shorter. */
    void touchNow() {
        LiveSession session = live;
        if (touches && session != null) {
            session.touches().now();
        }
    }

    /** The application has this value now, and may alter it. */
    void mayAlter(String name, LiveValue value) {
        if (!value.immutable) {
            read.put(name, value);
        }
    }

    /** As {@link SessionUse#commit}. */
    void commit() {
        LiveSession session = live;
        if (session != null && !session.hasEnded()) {
            commit(session, mayBeAltered(session));
        }
    }

    /** As {@link SessionUse#commitKnownChanges}. */
    void commitKnownChanges() {
        LiveSession session = live;
        if (session != null && session.changes().areKnown()) {
            commit(session, Map.of());
        }
    }

    /** What the grid may know, but has not confirmed, is confirmed first; what it cannot know is left alone. */
    void confirm(LiveSession session) {
        if (session.changes().isUnconfirmed() && !session.isKnownToNobody()) {
            commit(session, Map.of());
        }
    }

    private void commit(LiveSession session, Map<String, LiveValue> values) {
        if (during(() -> session.commit(values, activation.get()))) {
            committed = true;
            if (takenOver) {
                // Another server may have asked the grid since the take-over, and trust what it was told before this.
                application.others().revoke(session.key());
            }
        }
    }

    private Map<String, LiveValue> mayBeAltered(LiveSession session) {
        return switch (application.rules().detectChanges()) {
            case SET -> Map.of();
            case AUTO -> read;
            case ALWAYS -> {
                Map<String, LiveValue> all = session.attributes().decoded();
                all.putAll(read);
                yield all;
            }
        };
    }

    /** Commits what is left, touches the session if that is due, and lets go of it. */
    void close() {
        LiveSession session = leave();
        if (session == null) {
            return;
        }
        try {
            if (!session.hasEnded()) {
                commit(session, mayBeAltered(session));
            }
        } finally {
            if (touches && !committed) {
                session.touches().ifDue();
            }
            application.live().release(session.key(), session);
        }
    }

    private synchronized @Nullable LiveSession leave() {
        LiveSession session = live;
        live = null;
        asked = true;
        application.isOver(this);
        return session;
    }
}
