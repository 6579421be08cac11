package io.sessiongrid.tomcat;

import io.sessiongrid.web.ActivationListener;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.BiConsumer;
import org.apache.catalina.Session;

/** Passes on to values that they leave for the grid or have come from it. */
record ValueActivation(Session session) implements ActivationListener {
    private static final Logger log = System.getLogger(ValueActivation.class.getName());

    @Override
    public void willPassivate(Object value) {
        tell(value, HttpSessionActivationListener::sessionWillPassivate);
    }

    @Override
    public void didActivate(Object value) {
        tell(value, HttpSessionActivationListener::sessionDidActivate);
    }

    private void tell(Object value, BiConsumer<HttpSessionActivationListener, HttpSessionEvent> words) {
        if (!(value instanceof HttpSessionActivationListener listener)) {
            return;
        }
        HttpSession facade = session.getSession();
        try {
            words.accept(listener, new HttpSessionEvent(facade));
        } catch (RuntimeException e) {
            log.log(
                    Level.WARNING,
                    "A session activation listener failed: " + value.getClass().getName(),
                    e);
        }
    }
}
