package io.sessiongrid.session;

/** The answer to a commit. */
public sealed interface Committed {
    /** The session has ended; nothing was changed. */
    record Gone() implements Committed {}

    /**
     * The changes are on the owner and its synchronous backups.
     *
     * @param others what others changed meanwhile
     * @param conflicts how many of the attributes others had changed, too, since the version that the commit was based
     *     on
     */
    record Applied(SessionTimes times, AttributeChanges others, int conflicts) implements Committed {}
}
