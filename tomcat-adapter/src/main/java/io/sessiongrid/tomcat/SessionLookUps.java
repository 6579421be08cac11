package io.sessiongrid.tomcat;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** Finds the sessions of one application for Tomcat, which may ask several times in a request. */
final class SessionLookUps {
    private static final Logger log = System.getLogger(SessionLookUps.class.getName());

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
        SessionId id = requested == null ? null : SessionId.parse(requested);
        if (requested != null && id != null && running.mustTakeOver(requested)) {
            takeOver(session(requested, id, scope));
        }
    }

    /**
     * Where copies are trusted, the cookie with our route must leave with the first byte, whether the application uses
     * the session or not, or the other server goes on trusting.
     */
    private static void takeOver(GridSession session) {
        try {
            boolean found = session.use().isValid();
            log.log(Level.DEBUG, () -> (found ? "Took over session " : "Did not find session ") + session);
        } catch (SessionStoreException e) {
            log.log(Level.DEBUG, "Could not look for a session of another server", e);
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
