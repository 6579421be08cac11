package io.sessiongrid.contract;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the listeners of an application were told, in words, by session. */
public final class SessionEvents implements HttpSessionListener, HttpSessionIdListener, HttpSessionAttributeListener {
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    private record Event(String id, String words) {}

    /**
     * The events of the session that had this id when they happened; the route of the id does not matter. When a
     * session has expired, its id is the part that never changes.
     */
    public List<String> of(String id) {
        return events.stream()
                .filter(event -> event.id().equals(Browser.withoutRoute(id))
                        || event.id().equals(Browser.key(id)))
                .map(Event::words)
                .toList();
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        record(event.getSession(), "created");
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        HttpSession session = event.getSession();
        TreeMap<String, Object> attributes = new TreeMap<>();
        Collections.list(session.getAttributeNames()).forEach(name -> attributes.put(name, session.getAttribute(name)));
        record(session, "destroyed with " + attributes);
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String oldId) {
        record(event.getSession(), "id changed from " + Browser.withoutRoute(oldId));
    }

    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        record(event.getSession(), "added " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void attributeReplaced(HttpSessionBindingEvent event) {
        record(event.getSession(), "replaced " + event.getName() + "=" + event.getValue());
    }

    @Override
    public void attributeRemoved(HttpSessionBindingEvent event) {
        record(event.getSession(), "removed " + event.getName() + "=" + event.getValue());
    }

    private void record(HttpSession session, String words) {
        events.add(new Event(Browser.withoutRoute(session.getId()), words));
    }
}
