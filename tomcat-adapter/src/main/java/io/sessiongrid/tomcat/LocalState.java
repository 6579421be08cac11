package io.sessiongrid.tomcat;

import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.catalina.SessionListener;
import org.jspecify.annotations.Nullable;

/** What Tomcat attaches to a session and what must not, or cannot, leave this server. */
final class LocalState {
    /** Among them the password of a FORM login. */
    final Map<String, Object> notes = new ConcurrentHashMap<>();

    /** Those that the filters of the manager exclude. */
    final Map<String, Object> attributes = new ConcurrentHashMap<>();

    final ArrayList<SessionListener> listeners = new ArrayList<>();
    volatile @Nullable Principal principal;
    volatile @Nullable String authenticationType;
    private volatile Instant keptUntil = Instant.MIN;

    boolean isEmpty() {
        return notes.isEmpty()
                && attributes.isEmpty()
                && listeners.isEmpty()
                && principal == null
                && authenticationType == null;
    }

    /**
     * The local states of one application, by session key; those of sessions that nobody uses any more are forgotten.
     */
    static final class Kept {
        private final Map<String, LocalState> byKey = new ConcurrentHashMap<>();

        /** The state that is kept for a session, or a blank one. */
        LocalState of(String key) {
            LocalState kept = byKey.get(key);
            return kept == null ? new LocalState() : kept;
        }

        /** For the requests to come, until the session expires if there are none. */
        void keep(String key, LocalState state, Instant until) {
            state.keptUntil = until;
            byKey.put(key, state);
        }

        /** There is nothing in it any more. */
        void forget(String key, LocalState state) {
            if (!byKey.isEmpty()) {
                byKey.remove(key, state);
            }
        }

        void forget(String key) {
            byKey.remove(key);
        }

        /** Their classes are those of an application that has stopped. */
        void forgetAttributes() {
            byKey.values().forEach(state -> state.attributes.clear());
        }

        /**
         * Lets go of states whose time is over.
         *
         * @param isUsed by a request that may have begun long before, and that lets its session live meanwhile; asked
         *     first, because the time is moved before the request lets go
         */
        void forgetUnusedAt(Instant now, Predicate<String> isUsed) {
            byKey.entrySet()
                    .removeIf(each -> !isUsed.test(each.getKey())
                            && each.getValue().keptUntil.isBefore(now));
        }

        int size() {
            return byKey.size();
        }
    }
}
