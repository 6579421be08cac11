package io.sessiongrid.tomcat;

import io.sessiongrid.session.SessionId;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** Finds the sessions of one application for Tomcat, which may ask several times in a request. */
final class SessionLookUps {
    private final GridManager manager;
    private final EarlyLookUps early = new EarlyLookUps();

    SessionLookUps(GridManager manager) {
        this.manager = manager;
    }

    EarlyLookUps early() {
        return early;
    }

    /** Null if there is no such session. */
    @Nullable
    GridSession find(@Nullable String requested) {
        SessionId id = requested == null ? null : SessionId.parse(requested);
        if (requested == null || id == null) {
            return null;
        }
        RequestScope scope = RequestScope.current();
        GridSession session = session(requested, id, scope);
        if (!session.isValid()) {
            return null;
        }
        if (scope == null) {
            early.add(session);
        }
        return session;
    }

    private GridSession session(String requested, SessionId id, @Nullable RequestScope scope) {
        GridSession known = scope == null ? null : scope.find(manager, id);
        if (known != null) {
            return known;
        }
        GridSession session = new GridSession(manager, manager.running().find(requested, id), requested);
        if (scope != null) {
            scope.add(session);
        }
        return session;
    }

    /** A request enters the application: it goes on with what was looked up for it. */
    void enter(Request request, RequestScope scope) {
        GridSession found = early.take(request.getCoyoteRequest().getStartTimeNanos());
        if (found != null) {
            scope.add(found);
        }
        RunningApplication running = manager.running();
        Pattern ignored = running.settings().requestUriIgnorePattern();
        if (ignored != null && ignored.matcher(request.getDecodedRequestURI()).matches()) {
            scope.doNotTouch();
        }
        String requested = request.getRequestedSessionId();
        SessionId id = requested == null ? null : running.sessions().requestedId(requested);
        if (requested != null && id != null && !running.isHome(requested)) {
            session(requested, id, scope).use().enter(false);
        }
    }

    /** The session of another application of the host has a new id: if ours had the same, it follows. */
    void follow(SessionId before, SessionId after) {
        RunningApplication running = manager.running();
        RequestScope scope = RequestScope.current();
        GridSession session = session(running.withRoute(before), before, scope);
        try {
            if (session.use().isValid()) {
                manager.changeSessionId(session, running.withRoute(after));
            }
        } finally {
            if (scope == null) {
                session.use().close();
            }
        }
    }
}
