package io.sessiongrid.contract;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One of two listeners that each application declares beside {@link SessionEvents}; writes down when it is its turn,
 * and fails where a session asks for it.
 */
final class TurnListener implements HttpSessionListener, HttpSessionAttributeListener {
    /** An attribute of this name makes listeners fail when its session ends. */
    static final String FAILS_AT_THE_END = "fails at the end";

    /** An attribute of this name makes listeners fail when it is removed. */
    static final String FAILS_AT_REMOVAL = "fails at removal";

    private static final Queue<Turn> TURNS = new ConcurrentLinkedQueue<>();

    private final String name;

    private record Turn(String key, String words) {}

    TurnListener(String name) {
        this.name = name;
    }

    static void turn(HttpSession session, String words) {
        TURNS.add(new Turn(Browser.key(session.getId()), words));
    }

    /** Of all listeners and values of the session, in order. */
    static List<String> turns(String id) {
        return TURNS.stream()
                .filter(turn -> turn.key().equals(Browser.key(id)))
                .map(Turn::words)
                .toList();
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        turn(event.getSession(), name + " created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        turn(event.getSession(), name + " destroyed");
        failIf(event.getSession().getAttribute(FAILS_AT_THE_END) != null);
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        turn(event.getSession(), name + " added " + event.getName());
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        turn(event.getSession(), name + " replaced " + event.getName());
    }

    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
        turn(event.getSession(), name + " removed " + event.getName());
        failIf(event.getName().equals(FAILS_AT_REMOVAL));
    }

    static void failIf(boolean wanted) {
        if (wanted) {
            throw new NoClassDefFoundError("as this test wants");
        }
    }
}
