package io.sessiongrid.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The attributes of a record and the traces of removed ones.
 *
 * @param present by name
 * @param removed by name; bounded, the oldest are dropped first
 * @param forgotten a copy of this version or older may have missed a dropped removal
 */
public record AttributeTable(CompactAttributes present, Map<String, Tombstone> removed, long forgotten) {
    /** Removals remembered per session; a copy that missed more than these is sent everything. */
    static final int MAX_TOMBSTONES = 32;

    /** Of one attribute, beside its name and its bytes; measured, rounded. */
    private static final int ENTRY_WEIGHT = 60;

    /** Of the trace of a removed one. */
    private static final int TOMBSTONE_WEIGHT = 140;

    /** By name among those of one commit, so that owner and backups drop the same. */
    private static final Comparator<Map.Entry<String, Tombstone>> OLDEST_FIRST =
            Comparator.<Map.Entry<String, Tombstone>>comparingLong(
                            entry -> entry.getValue().version())
                    .thenComparing(Map.Entry::getKey);

    public static final AttributeTable EMPTY = new AttributeTable(CompactAttributes.NONE, Map.of(), -1);

    public AttributeTable {
        removed = Map.copyOf(removed);
    }

    public AttributeTable(Map<String, StoredAttribute> present, Map<String, Tombstone> removed, long forgotten) {
        this(CompactAttributes.copyOf(present), removed, forgotten);
    }

    /** What a copy of version {@code known} lacks; everything if a difference cannot be told. */
    AttributeChanges since(long known, long current) {
        boolean complete = known <= forgotten || known > current;
        Map<String, AttributeChange> changes = new HashMap<>();
        present.forEachSince(
                complete ? Long.MIN_VALUE : known, (name, bytes) -> changes.put(name, new AttributeChange.Put(bytes)));
        if (!complete) {
            removed.forEach((name, tombstone) -> {
                if (tombstone.version() > known) {
                    changes.put(name, new AttributeChange.Remove());
                }
            });
        }
        return new AttributeChanges(current, changes, complete);
    }

    /** Applies an outcome; an attribute that is already newer stays. */
    AttributeTable with(SessionPatch patch) {
        Map<String, StoredAttribute> puts = newer(patch.puts(), StoredAttribute::version);
        Map<String, Tombstone> removals = newer(patch.removals(), Tombstone::version);
        if (puts.isEmpty() && removals.isEmpty()) {
            return this;
        }
        CompactAttributes nowPresent = present.with(puts, removals.keySet());
        if (removals.isEmpty() && removed.isEmpty()) {
            return new AttributeTable(nowPresent, removed, forgotten);
        }
        Map<String, Tombstone> nowRemoved = new HashMap<>(removed);
        nowRemoved.keySet().removeAll(puts.keySet());
        nowRemoved.putAll(removals);
        return new AttributeTable(nowPresent, nowRemoved, forgetOldest(nowRemoved));
    }

    private <T> Map<String, T> newer(Map<String, T> outcome, ToLongFunction<T> version) {
        boolean all = outcome.entrySet().stream().allMatch(entry -> isNewer(entry, version));
        return all
                ? outcome
                : outcome.entrySet().stream()
                        .filter(entry -> isNewer(entry, version))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private <T> boolean isNewer(Map.Entry<String, T> outcome, ToLongFunction<T> version) {
        return versionOf(outcome.getKey()) <= version.applyAsLong(outcome.getValue());
    }

    /** Of the last change to this attribute, or of its removal; -1 if neither is known. */
    long versionOf(String name) {
        Tombstone tombstone = removed.get(name);
        return Math.max(present.versionOf(name), tombstone == null ? -1 : tombstone.version());
    }

    /** True if the last change to this attribute, or its removal, is newer than both, and not of this writer. */
    boolean wasChangedByAnother(String name, long version, long writer, Instant moment) {
        StoredAttribute attribute = present.get(name);
        Tombstone tombstone = removed.get(name);
        WriteStamp stamp = attribute != null ? attribute.stamp() : tombstone == null ? null : tombstone.stamp();
        return stamp != null && stamp.writer() != writer && stamp.time().isAfter(moment) && versionOf(name) > version;
    }

    /** About how many bytes of heap it takes. */
    long weight() {
        return present.size(ENTRY_WEIGHT) + (long) TOMBSTONE_WEIGHT * removed.size();
    }

    private long forgetOldest(Map<String, Tombstone> tombstones) {
        long nowForgotten = forgotten;
        while (tombstones.size() > MAX_TOMBSTONES) {
            Map.Entry<String, Tombstone> oldest =
                    tombstones.entrySet().stream().min(OLDEST_FIRST).orElseThrow();
            tombstones.remove(oldest.getKey());
            // A copy of the version before the removal is the last that lacks it.
            nowForgotten = Math.max(nowForgotten, oldest.getValue().version() - 1);
        }
        return nowForgotten;
    }
}
