package io.sessiongrid.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A session as one app server knows it, for a grid that has lost it together with all others. Several servers may offer
 * copies of one session, of different age: what is newest of each counts.
 *
 * @param times it is used now
 * @param content all attributes that have a value, and the user; {@link SessionDelta#ages} of those that requests were
 *     answered for while the grid was away. Its lifetime is not looked at
 * @param version of the session when the copy was brought up to date last
 * @param knownAt by the grid's clock: whatever was confirmed until then is in the copy
 */
public record SessionCopy(
        SecretHash secretHash, SessionTimes times, SessionDelta content, long version, Instant knownAt) {
    /**
     * The upper half of a version tells restorations apart, the lower half counts the changes. So no copy of before can
     * be taken for one of the restored session: each is sent all of it.
     */
    private static final int HALF = 32;

    private static final long CHANGES = (1L << HALF) - 1;

    /** Of the upper half; less than a session can ever use up. */
    private static final int WIDEST_LEAP = 1 << 16;

    /** True if a session that had one version can only have come to the other by being restored. */
    static boolean isLeap(long one, long other) {
        return Math.max(one, 0) >> HALF != Math.max(other, 0) >> HALF;
    }

    /** True for an answer from which it is clear that another server has restored the session. */
    public static boolean isOfRestored(long knownVersion, Opened answer) {
        return knownVersion != SessionStore.NOTHING_KNOWN
                && answer instanceof Opened.Changed changed
                && isLeap(knownVersion, changed.changes().version());
    }

    /** The session where nothing is. */
    public SessionRecord restored(CommitId commit, Instant now) {
        long begin = beginning(commit);
        Map<String, StoredAttribute> attributes = new HashMap<>();
        content.changes().forEach((name, change) -> {
            if (change instanceof AttributeChange.Put put) {
                attributes.put(name, new StoredAttribute(put.value(), begin, stamp(name, commit, now)));
            }
        });
        SessionUser user = content.user();
        return new SessionRecord(
                begin,
                secretHash,
                times,
                new AttributeTable(attributes, Map.of(), begin - 1),
                RecentCommits.NONE.with(commit),
                user == null ? SessionUser.NOBODY : user,
                false,
                null,
                LastChanges.NONE);
    }

    /** The same whenever this commit is executed, and hardly ever for another. */
    private long beginning(CommitId commit) {
        long copied = Math.max(version, 0);
        long leap = 1L + Math.floorMod(31 * commit.writer() + commit.sequence(), WIDEST_LEAP);
        return copied + (leap << HALF);
    }

    /** True for the living session that this is a copy of: nobody has ended it or changed its id since. */
    public boolean isOf(SessionRecord present, Instant now) {
        return !present.isGoneAt(now)
                && present.secretHash().equals(secretHash)
                && present.times().creationTime().equals(times.creationTime());
    }

    /**
     * The outcome for a session that another server has restored: what is as that server had it, and was written later
     * than that by what is known here, is as it is here. What has changed since stays.
     *
     * @param present {@link #isOf} it
     */
    public SessionPatch over(SessionRecord present, CommitId commit, Instant now) {
        AttributeTable there = present.attributes();
        long next = present.version() + 1;
        Map<String, StoredAttribute> puts = new HashMap<>();
        Map<String, Tombstone> removals = new HashMap<>();
        content.changes().forEach((name, change) -> {
            if (change instanceof AttributeChange.Put put && isNewer(there, name, now)) {
                puts.put(name, new StoredAttribute(put.value(), next, stamp(name, commit, now)));
            }
        });
        there.present().forEach((name, attribute) -> {
            if (!content.changes().containsKey(name) && isOlder(there, attribute)) {
                removals.put(name, new Tombstone(next, new WriteStamp(knownAt, commit.writer())));
            }
        });
        return new SessionPatch(
                puts.isEmpty() && removals.isEmpty() ? present.version() : next,
                present.times().accessedAt(now),
                null,
                puts,
                removals,
                commit,
                null,
                false,
                null,
                null);
    }

    private boolean isNewer(AttributeTable there, String name, Instant now) {
        StoredAttribute attribute = there.present().get(name);
        if (attribute == null) {
            return !there.removed().containsKey(name) && isNewerThanRestored(there);
        }
        boolean answered = content.ages().containsKey(name);
        return answered
                ? isAsRestored(there, attribute) && attribute.stamp().time().isBefore(writtenAt(name, now))
                : isOlder(there, attribute);
    }

    /** True for what the other server had from before as well, and this one knows better. */
    private boolean isOlder(AttributeTable there, StoredAttribute attribute) {
        return isNewerThanRestored(there)
                && isAsRestored(there, attribute)
                && !attribute.stamp().time().isAfter(knownAt);
    }

    /** True if this copy was brought up to date later than that which was restored. */
    private boolean isNewerThanRestored(AttributeTable there) {
        long restored = there.forgotten() + 1;
        return (Math.max(version, 0) & CHANGES) > (restored & CHANGES);
    }

    private static boolean isAsRestored(AttributeTable there, StoredAttribute attribute) {
        return attribute.version() <= there.forgotten() + 1;
    }

    private WriteStamp stamp(String name, CommitId commit, Instant now) {
        return new WriteStamp(writtenAt(name, now), commit.writer());
    }

    private Instant writtenAt(String name, Instant now) {
        Duration age = content.ages().get(name);
        return age == null ? knownAt : now.minus(age);
    }
}
