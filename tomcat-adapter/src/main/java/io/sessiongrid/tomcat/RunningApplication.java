package io.sessiongrid.tomcat;

import io.sessiongrid.node.GridSettings;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What there is of an application from its start to its stop.
 *
 * @param route what is appended to ids, or null
 * @param loader finds the classes of the application
 */
record RunningApplication(
        Sessions sessions, GridSettings settings, @Nullable String route, ClassLoader loader) {
    /** The id as clients and applications see it. */
    String withRoute(SessionId id) {
        return route == null ? id.text() : id.text() + "." + route;
    }

    /** The session that a client asks for by {@code requested}, which reads as {@code id}. */
    SessionUse find(String requested, SessionId id) {
        SessionUse use = sessions.find(id);
        if (isHome(requested)) {
            use.enter(true);
        }
        return use;
    }

    /** True if the route in the id names this server. */
    boolean isHome(String requested) {
        return Objects.equals(SessionId.route(requested), route);
    }

    /** Runs something that may run code of the application. */
    void run(Runnable work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
