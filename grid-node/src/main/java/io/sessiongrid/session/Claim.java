package io.sessiongrid.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Who is telling listeners of the end of a session. From the claim on, the session reads as gone.
 *
 * @param claimant an app server, as in {@link CommitId#writer}
 * @param until the lease, by the grid's clock: if the session is still there then, another may claim it
 */
public record Claim(long claimant, Instant until) {
    /** The claimant of a session that an operator ended: the first app server that looks takes over. */
    public static final long NOBODY = 0;

    /** To milliseconds, which is what travels. */
    public Claim {
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }
}
