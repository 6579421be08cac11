package io.sessiongrid.jetty;

import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * Knows which request enters a context, before its session is looked up: Jetty asks a session cache for ids, not for
 * requests. Puts the {@link CommittingStream} under each request.
 */
final class RequestScope implements ContextHandler.ContextScopeListener {
    private static final ThreadLocal<Entering> entering = new ThreadLocal<>();

    private final SessionManager manager;
    private final @Nullable Pattern ignored;
    private final String seen = RequestScope.class.getName() + "@" + System.identityHashCode(this);

    /** A request whose session has not been looked up yet, or not by all its ids. */
    private static final class Entering {
        private final Request request;
        private int lookUps;

        Entering(Request request) {
            this.request = request;
        }
    }

    RequestScope(SessionManager manager, @Nullable Pattern ignored) {
        this.manager = manager;
        this.ignored = ignored;
    }

    @Override
    public void enterScope(Context context, @Nullable Request request) {
        if (request == null || request.getAttribute(seen) != null) {
            return;
        }
        request.setAttribute(seen, true);
        entering.set(new Entering(request));
        request.addHttpStreamWrapper(stream -> new CommittingStream(stream, manager, context, request));
    }

    @Override
    public void exitScope(Context context, @Nullable Request request) {
        entering.remove();
    }

    /** True if this request need not count as use of its session. */
    boolean isIgnored() {
        Entering now = entering.get();
        // A request may be for no path, as OPTIONS * is.
        String path = now == null ? null : now.request.getHttpURI().getCanonicalPath();
        return path != null && ignored != null && ignored.matcher(path).matches();
    }

    /** True for the first id of the request that is looked up. */
    boolean isFirstLookUp() {
        Entering now = entering.get();
        return now == null || now.lookUps++ == 0;
    }

    /** True if the request carries more than one session id, or nobody knows. */
    boolean hasSeveralIds() {
        Entering now = entering.get();
        return now == null || idsInCookies(now.request) + idsInPath(now.request) != 1;
    }

    private long idsInCookies(Request request) {
        String name = manager.getSessionCookie();
        return Request.getCookies(request).stream()
                .map(HttpCookie::getName)
                .filter(cookie -> cookie.equalsIgnoreCase(name))
                .count();
    }

    private long idsInPath(Request request) {
        String parameters = request.getHttpURI().getParam();
        String name = manager.getSessionIdPathParameterName();
        if (parameters == null || name == null) {
            return 0;
        }
        return Pattern.compile(";")
                .splitAsStream(parameters)
                .filter(parameter -> parameter.startsWith(name + "="))
                .count();
    }
}
