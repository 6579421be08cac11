package io.sessiongrid.web;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionUser;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One request's use of a session.
 *
 * <p>The grid is asked once, at first use, however often the container looks the session up; if it did not answer,
 * every later use in this request fails at once with the same exception. Must be closed when the request is over.
 * Thread-safe, because asynchronous requests use several threads.
 *
 * <p>Methods throw {@link SessionStoreException} if they need the grid and it does not answer, and
 * {@link IllegalStateException} where the Servlet specification says so: when the session has ended.
 */
public final class SessionUse implements AutoCloseable {
    private final Sessions application;
    private final boolean created;
    private final Map<String, LiveValue> read = new ConcurrentHashMap<>();

    private volatile SessionId id;
    private volatile boolean trusted;
    private volatile boolean touches = true;
    private volatile boolean committed;
    private volatile @Nullable LiveSession live;
    private volatile @Nullable Instant lastAccessedTime;

    // Guarded by this. No code of the application runs under the lock: it may be waiting for one of its own.
    private boolean asked;
    private @Nullable SessionStoreException failure;

    SessionUse(Sessions application, SessionId id, @Nullable LiveSession begun) {
        this.application = application;
        this.id = id;
        this.live = begun;
        this.created = begun != null;
        this.asked = created;
    }

    /** The id by which the session is known now. */
    public SessionId id() {
        return id;
    }

    /** The copy on this server may be used without asking the grid: the route in the id names this server. */
    public void trust() {
        trusted = true;
    }

    /** This request does not count as use of the session (setting {@code requestUriIgnorePattern}). */
    public void doNotTouch() {
        touches = false;
    }

    /** True if the session exists and has not ended; asks the grid unless that was done before. */
    public boolean isValid() {
        LiveSession session = opened();
        return session != null && !session.hasEnded();
    }

    /** True if the session was found, or begun, and has not ended; asks nobody. */
    public boolean isOpen() {
        LiveSession session = live;
        return session != null && !session.hasEnded();
    }

    private synchronized @Nullable LiveSession opened() {
        if (failure != null) {
            throw failure;
        }
        if (!asked) {
            open();
        }
        return live;
    }

    private void open() {
        LiveSession session = application.live().acquire(id.key());
        boolean found = false;
        try {
            lastAccessedTime = session.open(id.secretHash(), trusted);
            found = lastAccessedTime != null;
            asked = true;
        } catch (SessionStoreException e) {
            failure = e;
            throw e;
        } finally {
            if (found) {
                live = session;
                tellOthers(!trusted);
            } else {
                application.live().release(id.key(), session);
            }
        }
    }

    private LiveSession live() {
        LiveSession session = opened();
        if (session == null) {
            throw new IllegalStateException("Session " + id + " does not exist");
        }
        return session;
    }

    /** True in the request that created the session: the client has not joined it yet. */
    public boolean isNew() {
        return created;
    }

    public Instant creationTime() {
        return live().times().creationTime();
    }

    /** When the client used the session last before this request. */
    public Instant lastAccessedTime() {
        LiveSession session = live();
        Instant before = lastAccessedTime;
        return before == null ? session.times().lastAccessedTime() : before;
    }

    /** Zero or negative: the session never expires. */
    public Duration maxInactiveInterval() {
        return live().maxInactiveInterval();
    }

    /** For the next commit. */
    public void setMaxInactiveInterval(Duration interval) {
        live().setMaxInactiveInterval(interval);
    }

    /** For the next commit; {@link SessionUser#NOBODY} after a logout. */
    public void setUser(SessionUser user) {
        live().setUser(user);
    }

    public Set<String> attributeNames() {
        return live().attributes().names();
    }

    /** The value itself, not a copy; null if there is no such attribute, or it is unreadable. */
    public @Nullable Object attribute(String name) {
        LiveValue value = live().attributes().get(name);
        if (value == null) {
            return null;
        }
        if (!value.immutable) {
            read.put(name, value);
        }
        return value.object;
    }

    /**
     * For the next commit.
     *
     * @return the value before
     * @throws IllegalArgumentException if the value cannot travel (Servlet 6.1 §7.7.2); nothing is changed then
     */
    public @Nullable Object setAttribute(String name, Object value) {
        LiveAttributes attributes = live().attributes();
        Object before = attributes.set(name, value);
        // The application still has the object, and may alter it after a commit of this request.
        LiveValue now = attributes.get(name);
        if (now != null && !now.immutable) {
            read.put(name, now);
        }
        return before;
    }

    /** For the next commit; answers the value before. */
    public @Nullable Object removeAttribute(String name) {
        return live().attributes().remove(name);
    }

    /**
     * Makes all changes so far safe, including those in place; to be called before the first byte and before the last
     * byte of the response leaves (G1). Costs nothing if nothing changed.
     */
    public void commit() {
        LiveSession session = live;
        if (session != null) {
            commit(session);
        }
    }

    private void commit(LiveSession session) {
        if (!session.hasEnded() && session.commit(mayBeAltered(session))) {
            committed = true;
        }
    }

    /** As {@link #commit}, but does not look for changes in place; for the bytes in between. */
    public void commitKnownChanges() {
        LiveSession session = live;
        if (session != null && session.hasKnownChanges() && session.commit(Map.of())) {
            committed = true;
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

    /**
     * Gives the session a new id (G5).
     *
     * @throws IllegalStateException if the session has ended
     * @throws SessionStoreException if the grid did not confirm
     */
    public void rotate(SessionId to) {
        if (!live().rotate(to)) {
            throw new IllegalStateException("Session " + id + " has ended");
        }
        id = to;
        tellOthers(true);
    }

    /**
     * Ends the session, in the grid first. Its attributes can be read until {@link #close}, for listeners.
     *
     * @return true if this call ended it, so that listeners are to be told here
     */
    public boolean end() {
        boolean endedHere = live().end();
        tellOthers(endedHere);
        return endedHere;
    }

    private void tellOthers(boolean mayTrust) {
        if (mayTrust) {
            application.revokeElsewhere(id.key());
        }
    }

    /** The request is over: commits what is left, touches the session if that is due, and lets go of it. */
    @Override
    public void close() {
        LiveSession session = leave();
        if (session == null) {
            return;
        }
        try {
            commit(session);
            if (touches && !committed) {
                session.touchIfDue();
            }
        } finally {
            application.live().release(id.key(), session);
        }
    }

    private synchronized @Nullable LiveSession leave() {
        LiveSession session = live;
        live = null;
        asked = true;
        return session;
    }
}
