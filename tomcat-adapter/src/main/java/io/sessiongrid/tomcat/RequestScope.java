package io.sessiongrid.tomcat;

import io.sessiongrid.session.SessionId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that one request has found or begun: its own, and those of other applications that it was dispatched to.
 * Tomcat looks a session up several times in a request; it is the same object each time.
 */
final class RequestScope implements AutoCloseable {
    private static final String NOTE = RequestScope.class.getName();

    /** Set only while a request is in our valve, so that it keeps no application in memory. */
    private static final ThreadLocal<@Nullable RequestScope> current = new ThreadLocal<>();

    private final Response response;
    private final List<GridSession> sessions = new CopyOnWriteArrayList<>();
    private volatile boolean ignored;
    private volatile boolean arrived;

    private RequestScope(Response response) {
        this.response = response;
    }

    /** The scope of the request that this thread is working on, or null. */
    static @Nullable RequestScope current() {
        return current.get();
    }

    /** The request comes to our valve, for the first time or, if it is asynchronous, once more. */
    static RequestScope enter(Request request) {
        RequestScope scope = of(request);
        if (scope == null) {
            scope = new RequestScope(request.getResponse());
            request.setNote(NOTE, scope);
        }
        current.set(scope);
        return scope;
    }

    /** Null if the request has not come to our valve, or is over. */
    static @Nullable RequestScope of(Request request) {
        return (RequestScope) request.getNote(NOTE);
    }

    void add(GridSession session) {
        if (ignored) {
            session.use().doNotTouch();
        }
        sessions.add(session);
    }

    /** The request has passed the valves, of which an authenticator is one, and comes to the application. */
    void arrive() {
        arrived = true;
    }

    boolean hasArrived() {
        return arrived;
    }

    /** @throws IllegalStateException if it is too late for a cookie */
    void requireCookieCanBeSent() {
        if (response.isCommitted()) {
            throw new IllegalStateException("The response is committed; its cookie cannot carry a new session id");
        }
    }

    /** This request does not count as use of its session. */
    void doNotTouch() {
        ignored = true;
        sessions.forEach(session -> session.use().doNotTouch());
    }

    @Nullable
    GridSession find(GridManager manager, SessionId requested) {
        for (GridSession session : sessions) {
            if (session.isOf(manager, requested)) {
                return session;
            }
        }
        return null;
    }

    List<GridSession> sessions() {
        return sessions;
    }

    /** The request leaves our valve; those sessions are let go of that were looked for and not used. */
    @Override
    public void close() {
        // Not removed, which costs more: null keeps nothing in memory.
        current.set(null);
        for (GridSession session : sessions) {
            if (!session.isEntered()) {
                letGo(session);
            }
        }
    }

    private void letGo(GridSession session) {
        sessions.remove(session);
        session.use().close();
    }
}
