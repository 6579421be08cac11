package io.sessiongrid.web;

import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.TouchListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Touches that the grid did not confirm. They are sent again until it does, because the request that used the session
 * may have been the last one for long (G7). Thread-safe.
 */
final class LostTouches {
    /** While the grid is away, all touches are lost, and none must keep the others from being tried. */
    private static final int MOST_AT_ONCE = 200;

    private final SessionStore store;
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    LostTouches(SessionStore store) {
        this.store = store;
    }

    void add(String key) {
        keys.add(key);
    }

    /** A session that has ended meanwhile is forgotten. Nobody waits. */
    void sendAgain() {
        keys.stream().limit(MOST_AT_ONCE).toList().forEach(this::sendAgain);
    }

    private void sendAgain(String key) {
        keys.remove(key);
        store.touch(key, new TouchListener() {
            @Override
            public void gone() {}

            @Override
            public void lost() {
                add(key);
            }
        });
    }
}
