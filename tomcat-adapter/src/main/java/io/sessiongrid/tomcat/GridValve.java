package io.sessiongrid.tomcat;

import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.RequestWarning;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;

/** Knows which request enters the application, and answers those for which the grid was not there. */
final class GridValve extends ValveBase {
    private final GridManager manager;

    GridValve(GridManager manager) {
        super(true);
        this.manager = manager;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        try (RequestScope scope = RequestScope.enter(request)) {
            if (manager.isRunning()) {
                manager.lookUps().enter(request, scope);
                CommittingResponse.install(request, response, scope);
            }
            getNext().invoke(request, response);
        } catch (SessionStoreException e) {
            answerUnavailable(request, response, e);
            return;
        }
        SessionStoreException cause = causeOf(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        if (cause != null) {
            answerUnavailable(request, response, cause);
        }
    }

    private static @Nullable SessionStoreException causeOf(@Nullable Object thrown) {
        Throwable cause = thrown instanceof Throwable throwable ? throwable : null;
        while (cause != null && !(cause instanceof SessionStoreException)) {
            cause = cause.getCause();
        }
        return (SessionStoreException) cause;
    }

    /** Before Tomcat looks for an error page: this is no error of the application (G12). */
    private static void answerUnavailable(Request request, Response response, SessionStoreException cause)
            throws IOException {
        RequestWarning.REFUSED.log(cause);
        if (response.isCommitted()) {
            return;
        }
        request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
        response.setHeader("Retry-After", CommittingResponse.RETRY_AFTER_SECONDS);
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "The session grid did not answer");
    }
}
