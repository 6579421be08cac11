package io.sessiongrid.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as the grid keeps it, and the rules by which it changes.
 *
 * <p>The methods that compute a {@link SessionPatch} run on the owner of the entry; {@link #with} runs there and on its
 * backups. All are pure: {@code now} is the owner's cluster time.
 *
 * @param version grows with every commit
 * @param ended true for the trace of an ended session, kept for a while so that nothing late can revive it (G4)
 * @param claim null unless an app server is telling listeners that the session has expired
 * @param lastChanges for the merge with another half of a split grid, see {@link HealedSplit}
 */
public record SessionRecord(
        long version,
        SecretHash secretHash,
        SessionTimes times,
        AttributeTable attributes,
        RecentCommits commits,
        SessionUser user,
        boolean ended,
        @Nullable Claim claim,
        LastChanges lastChanges) {
    /** Of a session with its key, its place in the map and the table of its attributes; measured, rounded. */
    private static final long WEIGHT = 500;

    /**
     * A new session.
     *
     * @param initial must carry a lifetime
     * @param replaced the version of the record whose place it takes; zero if there was none
     */
    public static SessionRecord created(
            SecretHash secret, Creation creation, SessionDelta initial, CommitId commit, long replaced, Instant now) {
        Lifetime lifetime = initial.lifetime();
        if (lifetime == null) {
            throw new IllegalArgumentException("A new session has no lifetime; expected one");
        }
        SessionRecord empty = empty(replaced, secret, creation.times(lifetime, now));
        return empty.with(empty.patch(withoutLifetime(initial), commit, replaced + 1, now));
    }

    /**
     * A session as it was kept elsewhere.
     *
     * @param replaced the version of the record whose place it takes; zero if there was none
     */
    public static SessionRecord restored(
            SecretHash secret, SessionTimes times, SessionDelta content, CommitId commit, long replaced) {
        SessionRecord empty = empty(replaced, secret, times);
        return empty.with(empty.patch(withoutLifetime(content), commit, replaced + 1, times.lastAccessedTime()));
    }

    /** It is in the times already. */
    private static SessionDelta withoutLifetime(SessionDelta initial) {
        return new SessionDelta(initial.changes(), null, initial.user());
    }

    /** A copy of what was there before shares nothing with what follows. */
    private static SessionRecord empty(long version, SecretHash secret, SessionTimes times) {
        AttributeTable nothing = version == 0 ? AttributeTable.EMPTY : new AttributeTable(Map.of(), Map.of(), version);
        return new SessionRecord(
                version, secret, times, nothing, RecentCommits.NONE, SessionUser.NOBODY, false, null, LastChanges.NONE);
    }

    /** True if nobody may see this session any more. */
    public boolean isGoneAt(Instant now) {
        return ended || claim != null || times.isExpiredAt(now);
    }

    /** {@link SessionStore#open}. */
    public Opened open(SecretHash presented, long knownVersion, Instant now) {
        return isGoneAt(now) || !secretHash.equals(presented) ? new Opened.Gone() : read(knownVersion, now);
    }

    /** What a copy of {@code knownVersion} lacks, whoever asks. */
    public Opened read(long knownVersion, Instant now) {
        return knownVersion == version || knownVersion == SessionStore.TIMES_ONLY
                ? new Opened.Unchanged(times, now)
                : new Opened.Changed(times, now, attributes.since(knownVersion, version));
    }

    /**
     * The outcome of a commit, or null if it was applied before (G18).
     *
     * @param baseVersion what the caller knows: changes that yield give way to anything newer
     */
    public @Nullable SessionPatch commit(SessionDelta delta, long baseVersion, CommitId commit, Instant now) {
        return commits.include(commit)
                ? null
                : patch(delta.withoutYielded(this, baseVersion, commit.writer(), now), commit, version + 1, now);
    }

    /** How many of these changes are to attributes that others have changed since {@code baseVersion}. */
    public int conflicts(SessionDelta delta, long baseVersion) {
        return baseVersion == SessionStore.NOTHING_KNOWN
                ? 0
                : (int) delta.changes().keySet().stream()
                        .filter(name -> attributes.versionOf(name) > baseVersion)
                        .count();
    }

    /** As {@link #committed(SessionDelta, long, int, Instant)}, where nothing was there to conflict with. */
    public Committed committed(SessionDelta delta, long baseVersion, Instant now) {
        return committed(delta, baseVersion, 0, now);
    }

    /**
     * The answer to a commit, read from the record after it.
     *
     * @param conflicts of the record before it
     */
    public Committed committed(SessionDelta delta, long baseVersion, int conflicts, Instant now) {
        AttributeChanges since = attributes.since(baseVersion, version);
        if (since.complete()) {
            return new Committed.Applied(times, now, since, conflicts);
        }
        Map<String, AttributeChange> others = new HashMap<>(since.changes());
        // By name and value: a repeated commit may find that somebody has changed the attribute since.
        delta.changes().forEach((name, change) -> others.remove(name, change));
        return new Committed.Applied(times, now, new AttributeChanges(version, others, false), conflicts);
    }

    /** The outcome of a touch. */
    public SessionPatch touched(Instant now) {
        return SessionPatch.ofTimes(version, times.accessedAt(now));
    }

    /** True if the session has ended by the time alone, and nobody has claimed it. */
    public boolean isPastItsTimeAt(Instant now) {
        return !ended && claim == null && times.isExpiredAt(now);
    }

    /** The outcome of giving a session the time of outages back, or null if it is gone nevertheless. */
    public @Nullable SessionPatch forgiven(List<Outage> outages, Instant now) {
        SessionTimes forgiven = times;
        for (Outage outage : outages) {
            forgiven = forgiven.isExpiredAt(now) ? outage.forgivenTo(forgiven) : forgiven;
        }
        return ended || claim != null || forgiven.isExpiredAt(now) ? null : SessionPatch.ofTimes(version, forgiven);
    }

    /** The outcome of a change of the secret, or null if {@code from} is not the present one. */
    public @Nullable SessionPatch secretChanged(SecretHash from, SecretHash to, Instant now) {
        LastChanges changes = lastChanges.withSecret(new WriteStamp(now, Claim.NOBODY));
        return secretHash.equals(from) ? SessionPatch.ofSecret(version, times.accessedAt(now), to, changes) : null;
    }

    /**
     * The outcome of an end, or null if another has ended the session already, or tells listeners that it has expired.
     * Its attributes stay until listeners were told; if that takes longer than the lease, another server tells its own
     * (G6).
     */
    public @Nullable SessionPatch end(CommitId end, Duration lease, Instant now) {
        boolean repeated = isClaimedBy(end.writer()) && hasJustApplied(end);
        if (ended || (claim != null && !repeated)) {
            return null;
        }
        LastChanges changes = lastChanges.withEnd(new WriteStamp(now, end.writer()));
        return SessionPatch.ofClaim(version, times, new Claim(end.writer(), now.plus(lease)), end, changes);
    }

    /** True if the session is past its time, and nobody is telling listeners of it. */
    public boolean mayBeClaimedAt(Instant now) {
        return !ended && (claim == null ? times.isExpiredAt(now) : !now.isBefore(claim.until()));
    }

    /** The outcome of a claim, or null if the session is not past its time or another's lease holds. */
    public @Nullable SessionPatch claimed(long claimant, Duration lease, Instant now) {
        return mayBeClaimedAt(now) || isClaimedBy(claimant)
                ? SessionPatch.ofClaim(version, times, new Claim(claimant, now.plus(lease)))
                : null;
    }

    /**
     * The outcome of an operator's end, or null if the session is gone already: as if it were past its time, so that
     * the next sweep tells the listeners.
     */
    public @Nullable SessionPatch expired(Instant now) {
        LastChanges changes = lastChanges.withEnd(new WriteStamp(now, Claim.NOBODY));
        return isGoneAt(now) ? null : SessionPatch.ofClaim(version, times, new Claim(Claim.NOBODY, now), null, changes);
    }

    /**
     * The outcome of the end of a claim, or null if no trace need stay: whatever could still be on its way to the
     * session is older than its time to live, unless that was cut short.
     */
    public @Nullable SessionPatch told(CommitId end, Instant now) {
        return times.isExpiredAt(now) ? null : SessionPatch.ofEnd(version + 1, times, end);
    }

    /** About how many bytes of heap the record takes where it is kept. */
    public long weight() {
        return WEIGHT + attributes.weight();
    }

    /** True if this app server is the one to tell listeners of the end. */
    public boolean isClaimedBy(long claimant) {
        return claim != null && claim.claimant() == claimant;
    }

    /** The trace of a session that ended before the grid had it; its creation may still be on its way. */
    public static SessionRecord endedBeforeItBegan(CommitId end, Instant now) {
        SessionTimes times = new SessionTimes(now, now, new Lifetime(Duration.ofMillis(1), Duration.ZERO));
        SessionRecord nothing = empty(0, SecretHash.ofBytes(new byte[SecretHash.SIZE]), times);
        return nothing.with(SessionPatch.ofEnd(1, times, end));
    }

    /** True if this commit, or end, was applied, and nothing of its writer after it. */
    public boolean hasJustApplied(CommitId commit) {
        return commits.commits().contains(commit);
    }

    /** The end that this is the trace of; null for a session that lives. */
    public @Nullable CommitId endedBy() {
        return ended ? commits.last() : null;
    }

    /** True if this commit was applied, or something later of its writer. */
    public boolean hasApplied(CommitId commit) {
        return commits.include(commit);
    }

    /** The record after an outcome, on the owner as on its backups. */
    public SessionRecord with(SessionPatch patch) {
        CommitId commit = patch.commit();
        SessionUser newUser = patch.user();
        SecretHash newSecret = patch.secretHash();
        LastChanges changes = patch.lastChanges();
        if (patch.ends()) {
            return new SessionRecord(
                    patch.version(),
                    secretHash,
                    patch.times(),
                    AttributeTable.EMPTY,
                    commit == null ? commits : commits.with(commit),
                    SessionUser.NOBODY,
                    true,
                    null,
                    LastChanges.NONE);
        }
        return new SessionRecord(
                patch.version(),
                newSecret == null ? secretHash : newSecret,
                patch.times(),
                attributes.with(patch),
                commit == null ? commits : commits.with(commit),
                newUser == null ? user : newUser,
                ended,
                patch.claim() == null ? claim : patch.claim(),
                changes == null ? lastChanges : changes);
    }

    private SessionPatch patch(SessionDelta delta, CommitId commit, long newVersion, Instant now) {
        Map<String, StoredAttribute> puts = new HashMap<>();
        Map<String, Tombstone> removals = new HashMap<>();
        delta.changes().forEach((name, change) -> {
            Duration age = delta.ages().getOrDefault(name, Duration.ZERO);
            WriteStamp stamp = new WriteStamp(now.minus(age), commit.writer());
            if (change instanceof AttributeChange.Put put) {
                puts.put(name, new StoredAttribute(put.value(), newVersion, stamp));
            } else if (attributes.present().containsKey(name)) {
                removals.put(name, new Tombstone(newVersion, stamp));
            }
        });
        Lifetime lifetime = delta.lifetime();
        SessionTimes touched = times.accessedAt(now);
        return new SessionPatch(
                newVersion,
                lifetime == null ? touched : touched.with(lifetime),
                null,
                puts,
                removals,
                commit,
                delta.user(),
                false,
                null,
                lastChanges.with(delta, new WriteStamp(now, commit.writer())));
    }
}
