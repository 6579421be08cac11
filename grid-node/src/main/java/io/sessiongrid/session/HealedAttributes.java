package io.sessiongrid.session;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of two halves of a split grid, name by name, see {@link HealedSplit}. */
final class HealedAttributes {
    private static final Comparator<Map.Entry<String, Tombstone>> OLDEST_FIRST =
            Comparator.<Map.Entry<String, Tombstone>, WriteStamp>comparing(
                            entry -> entry.getValue().stamp())
                    .thenComparing(Map.Entry::getKey);

    private HealedAttributes() {}

    /** @param value null if it was removed */
    private record Written(
            WriteStamp stamp, long version, @Nullable AttributeBytes value) {
        /** Nobody can have written two of one stamp; if somebody did, both halves come to the same. */
        static final Comparator<Written> NEWEST = Comparator.comparing(Written::stamp)
                .thenComparing(Written::version)
                .thenComparing(
                        Written::value,
                        Comparator.nullsLast((one, other) -> Arrays.compareUnsigned(one.array(), other.array())));
    }

    /** @param version of the session from now on: what the halves did not have in common counts as changed by it */
    static AttributeTable merge(SessionRecord one, SessionRecord other, long version) {
        Map<String, StoredAttribute> present = new HashMap<>();
        Map<String, Tombstone> removed = new HashMap<>();
        for (String name : names(one.attributes(), other.attributes())) {
            Written written = newest(one.attributes(), other.attributes(), name, version);
            if (written.value() == null) {
                removed.put(name, new Tombstone(written.version(), written.stamp()));
            } else {
                present.put(name, new StoredAttribute(written.value(), written.version(), written.stamp()));
            }
        }
        removed.entrySet().stream()
                .sorted(OLDEST_FIRST)
                .limit(Math.max(0, removed.size() - AttributeTable.MAX_TOMBSTONES))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(removed::remove);
        return new AttributeTable(present, removed, Math.max(one.version(), other.version()));
    }

    private static Set<String> names(AttributeTable one, AttributeTable other) {
        Set<String> names = new HashSet<>();
        for (AttributeTable half : new AttributeTable[] {one, other}) {
            names.addAll(half.present().keySet());
            names.addAll(half.removed().keySet());
        }
        return names;
    }

    private static Written newest(AttributeTable one, AttributeTable other, String name, long version) {
        Written here = written(one, name);
        Written there = written(other, name);
        if (here == null) {
            return only(Objects.requireNonNull(there), one, version);
        }
        if (there == null) {
            return only(here, other, version);
        }
        if (here.equals(there)) {
            return here;
        }
        Written newest = Written.NEWEST.compare(here, there) < 0 ? there : here;
        return new Written(newest.stamp(), version, newest.value());
    }

    private static Written only(Written written, AttributeTable lacking, long version) {
        return new Written(written.stamp(), version, hasForgotten(lacking, written) ? null : written.value());
    }

    private static @Nullable Written written(AttributeTable half, String name) {
        StoredAttribute attribute = half.present().get(name);
        if (attribute != null) {
            return new Written(attribute.stamp(), attribute.version(), attribute.bytes());
        }
        Tombstone tombstone = half.removed().get(name);
        return tombstone == null ? null : new Written(tombstone.stamp(), tombstone.version(), null);
    }

    /**
     * True if the half lacks an attribute because it has removed it and forgotten that since, as far as it can be
     * known: it remembers its last removals, and forgets none of an attribute that is newer than they are.
     */
    private static boolean hasForgotten(AttributeTable half, Written attribute) {
        return attribute.version() <= half.forgotten()
                && !SessionCopy.isLeap(attribute.version(), half.forgotten())
                && half.removed().values().stream()
                        .allMatch(tombstone -> tombstone.stamp().compareTo(attribute.stamp()) > 0);
    }
}
