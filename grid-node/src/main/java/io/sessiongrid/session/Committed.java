package io.sessiongrid.session;

/** The answer to a commit. */
public sealed interface Committed {
    /** The session has ended; nothing was changed. */
    record Gone() implements Committed {}

    /** The changes are on the owner and its synchronous backups; {@code others} is what others changed meanwhile. */
    record Applied(SessionTimes times, AttributeChanges others) implements Committed {}
}
