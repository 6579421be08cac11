package io.sessiongrid.session;

import java.time.Instant;

/** The answer to a request for a session. */
public sealed interface Opened {
    /** There is no such session, it has ended, or the secret is not its own; nobody may learn which. */
    record Gone() implements Opened {}

    /** The caller's copy of the attributes is up to date. */
    record Unchanged(SessionTimes times, Instant now) implements Opened {}

    /** The caller's copy of the attributes is to be brought up to date by {@code changes}. */
    record Changed(SessionTimes times, Instant now, AttributeChanges changes) implements Opened {}
}
