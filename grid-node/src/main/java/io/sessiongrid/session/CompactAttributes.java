package io.sessiongrid.session;

import java.time.Instant;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a session by name, in as little memory as can be: a member keeps millions of them, and the names of
 * an application's attributes are the same in all of its sessions. Immutable.
 *
 * <p>The answers are made anew each time they are asked for.
 */
public final class CompactAttributes extends AbstractMap<String, StoredAttribute> {
    static final CompactAttributes NONE = new CompactAttributes(0);

    private static final Shared<String> NAMES = new Shared<>();

    /** Longer ones are nobody's names of attributes, and not worth keeping for others. */
    private static final int LONGEST_SHARED = 256;

    private static final int NUMBERS = 3;
    private static final int VERSION = 0;

    /** In milliseconds since the epoch. */
    private static final int TIME = 1;

    private static final int WRITER = 2;

    /** In their natural order. */
    private final String[] names;

    /** Those of the name at the same place. */
    private final byte[][] values;

    /** {@link #NUMBERS} for each name. */
    private final long[] numbers;

    private CompactAttributes(int size) {
        this.names = new String[size];
        this.values = new byte[size][];
        this.numbers = new long[NUMBERS * size];
    }

    static CompactAttributes copyOf(Map<String, StoredAttribute> attributes) {
        if (attributes instanceof CompactAttributes compact) {
            return compact;
        }
        List<Map.Entry<String, StoredAttribute>> sorted = attributes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        CompactAttributes copy = sorted.isEmpty() ? NONE : new CompactAttributes(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            Map.Entry<String, StoredAttribute> entry = sorted.get(i);
            copy.set(i, shared(entry.getKey()), entry.getValue());
        }
        return copy;
    }

    private static String shared(String name) {
        return name.length() > LONGEST_SHARED ? name : NAMES.of(name);
    }

    /** The same without {@code gone}, and with {@code fresh} in the place of what there was. */
    CompactAttributes with(Map<String, StoredAttribute> fresh, Set<String> gone) {
        boolean sameNames = gone.isEmpty() && fresh.keySet().stream().allMatch(name -> find(name) >= 0);
        return sameNames ? withValues(fresh) : withNames(fresh, gone);
    }

    private CompactAttributes withValues(Map<String, StoredAttribute> fresh) {
        CompactAttributes after = new CompactAttributes(names.length);
        after.copy(this, 0, 0, names.length);
        fresh.forEach((name, attribute) -> {
            int place = find(name);
            after.set(place, names[place], attribute);
        });
        return after;
    }

    private CompactAttributes withNames(Map<String, StoredAttribute> fresh, Set<String> gone) {
        int[] kept = IntStream.range(0, names.length)
                .filter(place -> !gone.contains(names[place]) && !fresh.containsKey(names[place]))
                .toArray();
        List<Map.Entry<String, StoredAttribute>> added =
                fresh.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        CompactAttributes after = new CompactAttributes(kept.length + added.size());
        int next = 0;
        for (int i = 0; i < after.names.length; i++) {
            int old = i - next;
            if (next < added.size()
                    && (old == kept.length
                            || names[kept[old]].compareTo(added.get(next).getKey()) > 0)) {
                Map.Entry<String, StoredAttribute> entry = added.get(next);
                after.set(i, shared(entry.getKey()), entry.getValue());
                next++;
            } else {
                after.copy(this, kept[old], i, 1);
            }
        }
        return after;
    }

    private void copy(CompactAttributes from, int place, int to, int count) {
        System.arraycopy(from.names, place, names, to, count);
        System.arraycopy(from.values, place, values, to, count);
        System.arraycopy(from.numbers, NUMBERS * place, numbers, NUMBERS * to, NUMBERS * count);
    }

    private void set(int place, String name, StoredAttribute attribute) {
        names[place] = name;
        values[place] = attribute.bytes().array();
        numbers[NUMBERS * place + VERSION] = attribute.version();
        numbers[NUMBERS * place + TIME] = attribute.stamp().time().toEpochMilli();
        numbers[NUMBERS * place + WRITER] = attribute.stamp().writer();
    }

    private StoredAttribute get(int place) {
        WriteStamp stamp = new WriteStamp(
                Instant.ofEpochMilli(numbers[NUMBERS * place + TIME]), numbers[NUMBERS * place + WRITER]);
        return new StoredAttribute(AttributeBytes.of(values[place]), version(place), stamp);
    }

    private long version(int place) {
        return numbers[NUMBERS * place + VERSION];
    }

    private int find(String name) {
        return Arrays.binarySearch(names, name, Comparator.naturalOrder());
    }

    /** Of the last change to this attribute; -1 if it is not here. */
    long versionOf(String name) {
        int place = find(name);
        return place < 0 ? -1 : version(place);
    }

    /** Shows those that were changed after {@code version}. */
    void forEachSince(long version, BiConsumer<String, AttributeBytes> visitor) {
        for (int place = 0; place < names.length; place++) {
            if (version(place) > version) {
                visitor.accept(names[place], AttributeBytes.of(values[place]));
            }
        }
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && find(text) >= 0;
    }

    @Override
    public @Nullable StoredAttribute get(@Nullable Object name) {
        int place = name instanceof String text ? find(text) : -1;
        return place < 0 ? null : get(place);
    }

    @Override
    public Set<Map.Entry<String, StoredAttribute>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Map.Entry<String, StoredAttribute>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, StoredAttribute>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < names.length;
        }

        @Override
        public Map.Entry<String, StoredAttribute> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int place = next++;
            return Map.entry(names[place], get(place));
        }
    }

    /** Of the bytes of all values and the characters of all names. */
    long size(long each) {
        long size = each * names.length;
        for (int i = 0; i < names.length; i++) {
            size += names[i].length() + values[i].length;
        }
        return size;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CompactAttributes that
                ? Arrays.equals(names, that.names)
                        && Arrays.equals(numbers, that.numbers)
                        && Arrays.deepEquals(values, that.values)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
