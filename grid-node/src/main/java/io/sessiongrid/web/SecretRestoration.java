package io.sessiongrid.web;

import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Takes back, in the background, a change of a session's id that the grid may have made without confirming it.
 *
 * <p>The application was told that the change failed, so the client keeps the old id, and may present it to any server.
 * A change that was confirmed meanwhile is not touched.
 */
final class SecretRestoration {
    private static final Logger log = System.getLogger(SecretRestoration.class.getName());

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** With pauses and time-outs a minute or more: longer than a grid takes to recover from the loss of a member. */
    private static final int ATTEMPTS = 60;

    private final SessionStore store;
    private final Executor background;

    /** @param background runs the attempts, which block as long as calls to the grid do */
    SecretRestoration(SessionStore store, Executor background) {
        this.store = store;
        this.background = background;
    }

    void begin(String key, SecretHash unwanted, SecretHash wanted) {
        background.execute(() -> attempt(key, unwanted, wanted, ATTEMPTS));
    }

    private void attempt(String key, SecretHash unwanted, SecretHash wanted, int left) {
        try {
            store.changeSecret(key, unwanted, wanted);
        } catch (SessionStoreException e) {
            if (left == 1) {
                log.log(
                        Level.WARNING,
                        "Gave up taking back a change of the id of session {0}; if the grid has made it, the session"
                                + " cannot be opened any more",
                        SessionId.logged(key));
                return;
            }
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, background)
                    .execute(() -> attempt(key, unwanted, wanted, left - 1));
        }
    }
}
