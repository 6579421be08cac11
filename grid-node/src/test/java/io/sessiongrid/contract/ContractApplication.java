package io.sessiongrid.contract;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The web application under test: it runs whatever code a request names, and records what its listeners are told.
 *
 * @param events where its session events go
 */
public record ContractApplication(SessionEvents events) implements ServletContainerInitializer {
    /** Where a request runs code, too, and does not count as use of its session if the settings say so. */
    static final String IGNORED = "/ignored";

    /** The error page of every application, for {@link #ERROR_STATUS}. */
    static final String ERROR_PAGE = "/error";

    static final int ERROR_STATUS = 418;

    /** The request parameter that names what the error page runs. */
    static final String ON_ERROR = "onError";

    /** In minutes. */
    static final int SESSION_TIMEOUT = 25;

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        deploy(context, CodeServlet.PATH, new CodeServlet("code"));
        deploy(context, IGNORED, new CodeServlet("code"));
        deploy(context, ERROR_PAGE, new CodeServlet(ON_ERROR));
        context.addListener(events);
        context.addListener(new TurnListener("first"));
        context.addListener(new TurnListener("second"));
        context.setSessionTimeout(SESSION_TIMEOUT);
        context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE, SessionTrackingMode.URL));
        SessionCookieConfig cookie = context.getSessionCookieConfig();
        cookie.setName("SHOPID");
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Lax");
    }

    private static void deploy(ServletContext context, String path, CodeServlet servlet) {
        ServletRegistration.Dynamic registration = context.addServlet(path.substring(1), servlet);
        registration.addMapping(path);
        registration.setAsyncSupported(true);
    }
}
