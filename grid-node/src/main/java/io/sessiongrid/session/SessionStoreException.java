package io.sessiongrid.session;

import org.jspecify.annotations.Nullable;

/**
 * The grid did not answer, or not in time. Never means that a session does not exist (G12). Whether a change was made
 * is not known.
 */
public final class SessionStoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SessionStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
