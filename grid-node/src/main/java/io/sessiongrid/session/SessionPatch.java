package io.sessiongrid.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one operation on a record: the owner computes it once, applies it, and sends it to its backups, which
 * therefore compute nothing.
 *
 * @param version the version of the record afterwards
 * @param secretHash null if it stays
 * @param commit null if the operation was neither a commit nor an end
 * @param user null if it stays
 * @param ends true if the session ends by it
 * @param claim null if nobody claims it by this
 * @param lastChanges null if they stay
 */
public record SessionPatch(
        long version,
        SessionTimes times,
        @Nullable SecretHash secretHash,
        Map<String, StoredAttribute> puts,
        Map<String, Tombstone> removals,
        @Nullable CommitId commit,
        @Nullable SessionUser user,
        boolean ends,
        @Nullable Claim claim,
        @Nullable LastChanges lastChanges) {
    public SessionPatch {
        puts = Map.copyOf(puts);
        removals = Map.copyOf(removals);
    }

    /** The same, with other last changes. */
    public SessionPatch with(@Nullable LastChanges changes) {
        return new SessionPatch(version, times, secretHash, puts, removals, commit, user, ends, claim, changes);
    }

    static SessionPatch ofTimes(long version, SessionTimes times) {
        return new SessionPatch(version, times, null, Map.of(), Map.of(), null, null, false, null, null);
    }

    static SessionPatch ofSecret(long version, SessionTimes times, SecretHash secret, LastChanges changes) {
        return new SessionPatch(version, times, secret, Map.of(), Map.of(), null, null, false, null, changes);
    }

    static SessionPatch ofEnd(long version, SessionTimes times, CommitId end) {
        return new SessionPatch(version, times, null, Map.of(), Map.of(), end, null, true, null, null);
    }

    /** Of a session that is past its time. */
    static SessionPatch ofClaim(long version, SessionTimes times, Claim claim) {
        return new SessionPatch(version, times, null, Map.of(), Map.of(), null, null, false, claim, null);
    }

    /**
     * Of a session that somebody ends.
     *
     * @param end null if it is an operator
     */
    static SessionPatch ofClaim(
            long version, SessionTimes times, Claim claim, @Nullable CommitId end, LastChanges changes) {
        return new SessionPatch(version, times, null, Map.of(), Map.of(), end, null, false, claim, changes);
    }
}
