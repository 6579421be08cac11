package io.sessiongrid.session;

import java.time.Instant;

/** The answer to a commit. */
public sealed interface Committed {
    /** The session has ended; nothing was changed. */
    record Gone() implements Committed {}

    /**
     * To a creation: the key holds the trace of a session that has ended.
     *
     * @param by names that end, for a creation that is to take its place
     */
    record Ended(CommitId by) implements Committed {}

    /** To a creation: a session past its time has the key, and its listeners have not been told; it must end first. */
    record Expired() implements Committed {}

    /**
     * The changes are on the owner and its synchronous backups.
     *
     * @param now by the grid's clock
     * @param others what others changed meanwhile
     * @param conflicts how many of the attributes others had changed, too, since the version that the commit was based
     *     on
     */
    record Applied(SessionTimes times, Instant now, AttributeChanges others, int conflicts) implements Committed {}
}
