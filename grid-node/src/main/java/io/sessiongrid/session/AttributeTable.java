package io.sessiongrid.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The attributes of a record and the traces of removed ones.
 *
 * @param present by name
 * @param removed by name; bounded, the oldest are dropped first
 * @param forgotten a copy of this version or older may have missed a dropped removal
 */
public record AttributeTable(Map<String, StoredAttribute> present, Map<String, Tombstone> removed, long forgotten) {
    /** Removals remembered per session; a copy that missed more than these is sent everything. */
    static final int MAX_TOMBSTONES = 32;

    /** Of one attribute, beside its name and its bytes; measured, rounded. */
    private static final int ENTRY_WEIGHT = 140;

    /** By name among those of one commit, so that owner and backups drop the same. */
    private static final Comparator<Map.Entry<String, Tombstone>> OLDEST_FIRST =
            Comparator.<Map.Entry<String, Tombstone>>comparingLong(
                            entry -> entry.getValue().version())
                    .thenComparing(Map.Entry::getKey);

    public static final AttributeTable EMPTY = new AttributeTable(Map.of(), Map.of(), -1);

    public AttributeTable {
        present = Map.copyOf(present);
        removed = Map.copyOf(removed);
    }

    /** What a copy of version {@code known} lacks; everything if a difference cannot be told. */
    AttributeChanges since(long known, long current) {
        boolean complete = known <= forgotten || known > current;
        Map<String, AttributeChange> changes = new HashMap<>();
        present.forEach((name, attribute) -> {
            if (complete || attribute.version() > known) {
                changes.put(name, new AttributeChange.Put(attribute.bytes()));
            }
        });
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
        if (patch.puts().isEmpty() && patch.removals().isEmpty()) {
            return this;
        }
        Map<String, StoredAttribute> nowPresent = new HashMap<>(present);
        Map<String, Tombstone> nowRemoved = new HashMap<>(removed);
        patch.puts().forEach((name, attribute) -> {
            if (versionOf(name) <= attribute.version()) {
                nowPresent.put(name, attribute);
                nowRemoved.remove(name);
            }
        });
        patch.removals().forEach((name, tombstone) -> {
            if (versionOf(name) <= tombstone.version()) {
                nowPresent.remove(name);
                nowRemoved.put(name, tombstone);
            }
        });
        return new AttributeTable(nowPresent, nowRemoved, forgetOldest(nowRemoved));
    }

    /** Of the last change to this attribute, or of its removal; -1 if neither is known. */
    long versionOf(String name) {
        StoredAttribute attribute = present.get(name);
        Tombstone tombstone = removed.get(name);
        return Math.max(attribute == null ? -1 : attribute.version(), tombstone == null ? -1 : tombstone.version());
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
        long weight = (long) ENTRY_WEIGHT * (present.size() + removed.size());
        for (Map.Entry<String, StoredAttribute> entry : present.entrySet()) {
            weight += entry.getKey().length() + entry.getValue().bytes().size();
        }
        return weight;
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
