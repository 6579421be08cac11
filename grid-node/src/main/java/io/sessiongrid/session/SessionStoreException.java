package io.sessiongrid.session;

import org.jspecify.annotations.Nullable;

/**
 * The grid did not answer, or not in time. Never means that a session does not exist (G12). Whether a change was made
 * is not known.
 */
public final class SessionStoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private enum Kind {
        OTHER,
        AWAY,
        NOT_SENT
    }

    private final Kind kind;

    /** Of a grid that has answered something else, or was not asked. */
    public SessionStoreException(String message, @Nullable Throwable cause) {
        this(message, cause, Kind.OTHER);
    }

    private SessionStoreException(String message, @Nullable Throwable cause, Kind kind) {
        super(message, cause);
        this.kind = kind;
    }

    /** Of a grid that could not be reached, or said nothing in time, and may have executed the call. */
    public static SessionStoreException away(String message, @Nullable Throwable cause) {
        return new SessionStoreException(message, cause, Kind.AWAY);
    }

    /** The same of a call that did not even leave this server. */
    public static SessionStoreException notSent(String message) {
        return new SessionStoreException(message, null, Kind.NOT_SENT);
    }

    /** True if the grid could not be reached, or said nothing in time; it may well answer the next call. */
    public boolean isOfGridAway() {
        return kind != Kind.OTHER;
    }

    /** False if nobody but this server knows of the call. */
    public boolean wasSent() {
        return kind != Kind.NOT_SENT;
    }
}
