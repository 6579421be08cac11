package io.sessiongrid.demo.shop;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a customer has picked: an ordinary mutable object, put into the session once and altered in place ever after.
 *
 * <p>Thread-safe, because parallel requests on one server share it (Servlet 6.1 §7.7.1).
 */
final class Basket implements Serializable {
    private static final long serialVersionUID = 1;

    /** A session is no place for a warehouse. */
    private static final int MOST_ARTICLES = 40;

    private static final int REMEMBERED_CHANGES = 5;

    private final Map<String, Integer> quantities = new LinkedHashMap<>();
    private final Deque<String> latest = new ArrayDeque<>();
    private int version;
    private int idChanges;

    /** One more of an article; does nothing if the basket is full. */
    synchronized void add(String article, String server) {
        if (quantities.containsKey(article) || quantities.size() < MOST_ARTICLES) {
            quantities.merge(article, 1, Integer::sum);
            changed("Added " + article + " on " + server);
        }
    }

    /** One less of an article; does nothing if there is none. */
    synchronized void remove(String article, String server) {
        if (quantities.containsKey(article)) {
            quantities.computeIfPresent(article, (name, quantity) -> quantity == 1 ? null : quantity - 1);
            changed("Removed " + article + " on " + server);
        }
    }

    /** The session of this basket has a new id. */
    synchronized void idChanged(String server) {
        idChanges++;
        changed("Logged in and got a new session id on " + server);
    }

    private void changed(String what) {
        version++;
        latest.addFirst(what);
        if (latest.size() > REMEMBERED_CHANGES) {
            latest.removeLast();
        }
    }

    /** By article, in the order in which they were picked. */
    synchronized Map<String, Integer> quantities() {
        return new LinkedHashMap<>(quantities);
    }

    /** The latest changes, the last one first. */
    synchronized List<String> latest() {
        return List.copyOf(latest);
    }

    /** How many changes there were. */
    synchronized int version() {
        return version;
    }

    synchronized int idChanges() {
        return idChanges;
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
