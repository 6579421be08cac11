package io.sessiongrid.session;

import java.time.Duration;
import java.util.List;

/**
 * Sessions past their time, as app servers look for them: like the hand of a clock, partition by partition, shared
 * among all of them, and each session claimed by one.
 *
 * <p>Thread-safe. Methods block, and throw {@link SessionStoreException} if the grid does not answer.
 */
public interface ExpiredSessions {
    /**
     * Moves the hand, which all app servers of an application share, on.
     *
     * @param turn the time for all partitions
     * @param step the time for those that are answered
     * @return the partitions to look at now; none if others have looked already
     */
    List<Integer> takeTurn(Duration turn, Duration step);

    /** The keys of the sessions in a partition that may be claimed. */
    List<String> expiredIn(int partition);

    /**
     * Claims a session that is past its time, for the time of the lease.
     *
     * @param claimant as in {@link Claim}; may repeat its claim
     * @param knownVersion as in {@link SessionStore#open}
     * @return what the session held beyond that version; {@code Gone} if it is not past its time, or another has
     *     claimed it
     */
    Opened claim(String key, long claimant, Duration lease, long knownVersion);

    /** Renews the lease of a claim. Does not wait and does not throw: what was not renewed now may be in time yet. */
    void renew(String key, long claimant, Duration lease);

    /**
     * Removes a session whose listeners were told, unless the claim has gone to another meanwhile.
     *
     * @param end names this removal; its writer is the claimant
     */
    void removeClaimed(String key, CommitId end);
}
