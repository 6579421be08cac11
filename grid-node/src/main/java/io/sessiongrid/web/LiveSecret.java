package io.sessiongrid.web;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What a live session knows of the secret in its id. Calls are made one at a time; reading is thread-safe. */
final class LiveSecret {
    /** Attempts to change it that are remembered. */
    private static final int MOST = 8;

    private volatile @Nullable SecretHash current;

    /**
     * What the grid may have instead: a change that was reported as failed, or what was replaced here alone. The oldest
     * comes first.
     */
    private final List<SecretHash> maybeInGrid = new CopyOnWriteArrayList<>();

    private volatile boolean changedHereAlone;

    boolean isKnown() {
        return current != null;
    }

    @Nullable
    SecretHash current() {
        return current;
    }

    boolean matches(SecretHash presented) {
        return presented.equals(current);
    }

    void is(SecretHash confirmed) {
        current = confirmed;
    }

    void forget() {
        current = null;
    }

    /**
     * Changes it in the grid (G5).
     *
     * @param until see {@link SessionStore#changeSecret}
     * @return false if the session has ended
     * @throws SessionStoreException if the grid did not confirm, and may have either
     */
    boolean change(SessionStore store, String key, SecretHash to, Instant until) {
        SecretHash from = current;
        if (from == null) {
            return false;
        }
        try {
            // In this order, because a restoration may be under way: it only ever leads from the first to the second.
            boolean changed = replaces(store, key, to, until) || store.changeSecret(key, from, to, until);
            if (changed) {
                current = to;
                maybeInGrid.clear();
            }
            return changed;
        } catch (SessionStoreException e) {
            remember(to);
            throw e;
        }
    }

    private boolean replaces(SessionStore store, String key, SecretHash to, Instant until) {
        return maybeInGrid.stream().anyMatch(maybe -> store.changeSecret(key, maybe, to, until));
    }

    private void remember(SecretHash maybe) {
        if (!maybeInGrid.contains(maybe)) {
            maybeInGrid.add(maybe);
            if (maybeInGrid.size() > MOST) {
                maybeInGrid.remove(0);
            }
        }
    }

    /** The client keeps the old id, so the old secret must hold, even if the grid has changed it meanwhile. */
    void takeBack(SecretRestoration restoration, String key, SecretHash unwanted, Lifetime lifetime) {
        SecretHash wanted = current;
        if (wanted != null) {
            restoration.begin(key, unwanted, wanted, lifetime);
        }
    }

    /** The client has the new id, and the grid will hear of it. */
    void changeHere(SecretHash to) {
        SecretHash from = current;
        if (from != null) {
            remember(from);
        }
        maybeInGrid.remove(to);
        current = to;
        changedHereAlone = true;
    }

    /** True if the grid may still take this one, which was replaced here. */
    boolean wasReplacedHere(SecretHash presented) {
        return changedHereAlone && !matches(presented) && maybeInGrid.contains(presented);
    }

    /** Has the grid take over what was changed here alone; false if the session has ended. */
    boolean isConfirmed(SessionStore store, String key) {
        SecretHash to = current;
        if (changedHereAlone && to != null) {
            if (!replaces(store, key, to, SessionStore.ALWAYS) && !store.changeSecret(key, to, to)) {
                return false;
            }
            changedHereAlone = false;
            maybeInGrid.clear();
        }
        return true;
    }

    /** Undoes a change that the grid may have made without telling us; true if it had. */
    boolean restore(SessionStore store, String key, SecretHash presented) {
        return presented.equals(current) && replaces(store, key, presented, SessionStore.ALWAYS);
    }
}
