package io.sessiongrid.web;

import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import org.jspecify.annotations.Nullable;

/** What a live session knows of the secret in its id. Calls are made one at a time; reading is thread-safe. */
final class LiveSecret {
    private volatile @Nullable SecretHash current;

    /** A secret that the grid may have taken over although the change was reported as failed. */
    private volatile @Nullable SecretHash unwanted;

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
     * @return false if the session has ended
     * @throws SessionStoreException if the grid did not confirm; the present secret holds then, or soon will again
     */
    boolean change(Sessions application, String key, SecretHash to) {
        SessionStore store = application.store();
        SecretHash from = current;
        if (from == null) {
            return false;
        }
        try {
            // In this order, because a restoration may be under way: it only ever leads from the first to the second.
            SecretHash maybe = unwanted;
            boolean changed =
                    (maybe != null && store.changeSecret(key, maybe, to)) || store.changeSecret(key, from, to);
            current = changed ? to : from;
            return changed;
        } catch (SessionStoreException e) {
            // The client keeps the old id, so the old secret must hold, even if the grid has changed it meanwhile.
            unwanted = to;
            application.restoration().begin(key, to, from);
            throw e;
        }
    }

    /** Undoes a change that the grid may have made without telling us; true if it had. */
    boolean restore(SessionStore store, String key, SecretHash presented) {
        SecretHash changed = unwanted;
        return changed != null && presented.equals(current) && store.changeSecret(key, changed, presented);
    }
}
