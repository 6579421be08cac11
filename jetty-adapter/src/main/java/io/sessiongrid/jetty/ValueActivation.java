package io.sessiongrid.jetty;

import io.sessiongrid.web.ActivationListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * Passes on to values that they leave for the grid or have come from it. Jetty knows how to tell all values of a
 * session, in the words of the Servlet API that the context has; here it is shown one value at a time.
 */
record ValueActivation(SessionManager manager, Session session) implements ActivationListener {
    private static final Logger log = System.getLogger(ValueActivation.class.getName());

    @Override
    public void willPassivate(Object value) {
        tell(manager::onSessionPassivation, value);
    }

    @Override
    public void didActivate(Object value) {
        tell(manager::onSessionActivation, value);
    }

    private void tell(Consumer<Session> values, Object value) {
        try {
            values.accept(new SessionOfOneValue(session, value));
        } catch (RuntimeException e) {
            log.log(
                    Level.WARNING,
                    "A session activation listener failed: " + value.getClass().getName(),
                    e);
        }
    }

    /** What a session is to those who ask for its attributes. */
    private record SessionOfOneValue(Session session, Object value) implements Session {
        private static final String NAME = "value";

        @Override
        public Set<String> getAttributeNameSet() {
            return Set.of(NAME);
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return name.equals(NAME) ? value : null;
        }

        @Override
        public @Nullable Object setAttribute(String name, @Nullable Object attribute) {
            return session.setAttribute(name, attribute);
        }

        @Override
        public @Nullable Object removeAttribute(String name) {
            return session.removeAttribute(name);
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Jetty's
        public <T extends API> T getApi() {
            return session.getApi();
        }

        @Override
        public boolean isValid() {
            return session.isValid();
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String getExtendedId() {
            return session.getExtendedId();
        }

        @Override
        public long getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(int seconds) {
            session.setMaxInactiveInterval(seconds);
        }

        @Override
        public int getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public void renewId(Request request, Response response) {
            session.renewId(request, response);
        }

        @Override
        public void invalidate() {
            session.invalidate();
        }

        @Override
        public boolean isNew() {
            return session.isNew();
        }

        @Override
        public String encodeURI(Request request, String uri, boolean cookiesInUse) {
            return session.encodeURI(request, uri, cookiesInUse);
        }
    }
}
