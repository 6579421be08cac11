package io.sessiongrid.web;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionUser;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request's use of a session.
 *
 * <p>The grid is asked once, at first use, however often the container looks the session up; if it did not answer,
 * every later use in this request fails at once with the same exception. Must be closed when the request is over. An
 * application may keep the session beyond that, for a WebSocket or a list of users: each call is then a use of its own,
 * and is committed at once. Thread-safe, because asynchronous requests use several threads.
 *
 * <p>Methods throw {@link SessionStoreException} if they need the grid and it does not answer, and
 * {@link IllegalStateException} if there is no such session. One that ends while it is used can be read and changed
 * until the use is over, as listeners must; what is changed then goes nowhere.
 */
public final class SessionUse implements AutoCloseable {
    private static final Logger log = System.getLogger(SessionUse.class.getName());

    private final Sessions application;
    private final boolean created;

    private volatile SessionId id;
    private volatile boolean trusted;
    private volatile boolean over;
    private volatile ActivationListener activation = ActivationListener.NONE;

    // Guarded by this.
    private OpenUse open;
    private int users = 1;

    private SessionUse(Sessions application, SessionId id, @Nullable LiveSession begun, boolean created) {
        this.application = application;
        this.id = id;
        this.created = created;
        this.open = begun == null ? unasked() : OpenUse.begun(application, begun, this::activation);
    }

    /** @param isNew false for a session that was begun elsewhere */
    static SessionUse begun(Sessions application, SessionId id, LiveSession session, boolean isNew) {
        return new SessionUse(application, id, session, isNew);
    }

    static SessionUse unasked(Sessions application, SessionId id) {
        return new SessionUse(application, id, null, false);
    }

    private OpenUse unasked() {
        return OpenUse.unasked(application, this::activation);
    }

    private ActivationListener activation() {
        return activation;
    }

    /** The id by which the session is known now. */
    public SessionId id() {
        return id;
    }

    /**
     * The request enters the application. Where copies are trusted (setting {@code sticky}), this server's will do if
     * the route in the id names this server; else the session is taken over at once: the cookie with our route must
     * leave with the first byte, whenever the application uses the session, or the other server goes on trusting.
     *
     * @param home true if the route in the id names this server
     */
    public void enter(boolean home) {
        if (application.rules().sticky()) {
            trusted = home;
            if (!home) {
                takeOver();
            }
        }
    }

    /** A grid that does not answer fails the first use, if there is one. */
    private void takeOver() {
        try {
            using(this::find);
        } catch (SessionStoreException e) {
            log.log(Level.DEBUG, "Could not take over session " + id, e);
        }
    }

    /** Who is told of values that go to the grid or come from it while this use lasts. */
    public void setActivationListener(ActivationListener listener) {
        activation = listener;
    }

    /** This request does not count as use of the session (setting {@code requestUriIgnorePattern}). */
    public void doNotTouch() {
        current().doNotTouch();
    }

    /** True if the session exists and has not ended; asks the grid unless that was done before. */
    public boolean isValid() {
        return using(use -> {
            LiveSession session = find(use);
            return session != null && !session.hasEnded();
        });
    }

    /** True if the session was found, or begun, and has not ended; asks nobody. */
    public boolean isOpen() {
        return current().isOpen();
    }

    private <T extends @Nullable Object> T using(Function<OpenUse, T> call) {
        OpenUse use = enter();
        try {
            return use.during(() -> call.apply(use));
        } finally {
            leave(use);
        }
    }

    private <T extends @Nullable Object> T with(BiFunction<OpenUse, LiveSession, T> call) {
        return using(use -> {
            LiveSession session = find(use);
            if (session == null) {
                throw new IllegalStateException("Session " + id + " does not exist");
            }
            return call.apply(use, session);
        });
    }

    private <T extends @Nullable Object> T with(Function<LiveSession, T> call) {
        return with((use, session) -> call.apply(session));
    }

    private @Nullable LiveSession find(OpenUse use) {
        return use.find(id, trusted && !over, over);
    }

    private synchronized OpenUse enter() {
        if (users == 0) {
            open = unasked();
        }
        users++;
        return open;
    }

    private void leave(OpenUse use) {
        if (isLast()) {
            use.close();
        }
    }

    private synchronized boolean isLast() {
        users--;
        return users == 0;
    }

    private synchronized OpenUse current() {
        return open;
    }

    /** True in the request that created the session: the client has not joined it yet. */
    public boolean isNew() {
        return created && !over;
    }

    public Instant creationTime() {
        return with(session -> session.times().creationTime());
    }

    /** When the client used the session last before this request. */
    public Instant lastAccessedTime() {
        return with((use, session) -> {
            Instant before = use.lastAccessedTime();
            return before == null ? session.times().lastAccessedTime() : before;
        });
    }

    /** By the clock that tells the times of sessions, as well as this server knows it; asks nobody. */
    public Instant now() {
        return application.clock().instant();
    }

    /** Zero or negative: the session never expires. */
    public Duration maxInactiveInterval() {
        return with(session -> session.changes().lifetime()).maxInactiveInterval();
    }

    /** How long the session lives on if nobody uses it from now on; null: for ever. */
    public @Nullable Duration unusedLife() {
        Lifetime lifetime = with(session -> session.changes().lifetime());
        return lifetime.isMortal() ? lifetime.maxInactiveInterval().plus(lifetime.touchInterval()) : null;
    }

    /** For the next commit. */
    public void setMaxInactiveInterval(Duration interval) {
        with(session -> {
            session.changes().setMaxInactiveInterval(interval);
            return interval;
        });
    }

    /** For the next commit; {@link SessionUser#NOBODY} after a logout. */
    public void setUser(SessionUser user) {
        with(session -> {
            session.changes().setUser(user);
            return user;
        });
    }

    public Set<String> attributeNames() {
        return with(session -> session.attributes().names());
    }

    /** The value itself, not a copy; null if there is no such attribute, or it is unreadable. */
    public @Nullable Object attribute(String name) {
        return with((use, session) -> handOut(use, session, name));
    }

    /**
     * For the next commit.
     *
     * @return the value before
     * @throws IllegalArgumentException if the value cannot travel (Servlet 6.1 §7.7.2); nothing is changed then
     */
    public @Nullable Object setAttribute(String name, Object value) {
        return with((use, session) -> {
            Object before = session.attributes().set(name, value);
            // The application still has the object, and may alter it after a commit of this request.
            handOut(use, session, name);
            return before;
        });
    }

    private @Nullable Object handOut(OpenUse use, LiveSession session, String name) {
        LiveValue value = session.attributes().get(name);
        if (value == null) {
            return null;
        }
        use.mayAlter(name, value);
        if (session.attributes().takeArrival(value)) {
            activation.didActivate(value.object);
        }
        return value.object;
    }

    /** For the next commit; answers the value before. */
    public @Nullable Object removeAttribute(String name) {
        return with(session -> session.attributes().remove(name));
    }

    /**
     * Makes all changes so far safe, including those in place; to be called before the first byte and before the last
     * byte of the response leaves (G1). Costs nothing if nothing changed.
     */
    public void commit() {
        current().commit();
    }

    /** As {@link #commit}, but does not look for changes in place; for the bytes in between. */
    public void commitKnownChanges() {
        current().commitKnownChanges();
    }

    /**
     * Gives the session a new id (G5).
     *
     * @throws IllegalStateException if the session has ended
     * @throws SessionStoreException if the grid did not confirm
     */
    public void rotate(SessionId to) {
        with((use, session) -> {
            use.confirm(session);
            if (!session.rotate(to)) {
                throw new IllegalStateException("Session " + id + " has ended");
            }
            id = to;
            application.others().revoke(to.key());
            return to;
        });
    }

    /** As {@link #end(Runnable)}; the attributes can be read until {@link #close}. */
    public boolean end() {
        return end(() -> {});
    }

    /**
     * Ends the session, in the grid first.
     *
     * @param told is run if this call ended it: its attributes can still be read, and listeners are to be told here
     * @return true if this call ended it
     */
    public boolean end(Runnable told) {
        return with((use, session) -> {
            use.confirm(session);
            return application.endings().end(session, told);
        });
    }

    /** The request is over: commits what is left, touches the session if that is due, and lets go of it. */
    @Override
    public void close() {
        OpenUse use = current();
        if (isFirstClose()) {
            leave(use);
        }
    }

    private synchronized boolean isFirstClose() {
        boolean first = !over;
        over = true;
        return first;
    }
}
