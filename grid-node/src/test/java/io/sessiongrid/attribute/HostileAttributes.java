package io.sessiongrid.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.hostile.Frugality;
import io.sessiongrid.session.AttributeBytes;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whatever the bytes of an attribute are, they are read or unreadable, take memory in proportion to their size and a
 * constant, and what was read in a compact form has just these bytes.
 */
final class HostileAttributes {
    /** Four times the room for elements that need not be there ({@link AttributeFilter#FREE_ELEMENTS}). */
    private static final long AT_ALL = 4L * Long.BYTES * AttributeFilter.FREE_ELEMENTS;

    private static final ClassLoader LOADER = HostileAttributes.class.getClassLoader();

    private static final List<AttributeCodec> CODECS =
            Stream.of("", "com.shop.*").map(HostileAttributes::codec).toList();

    /** What applications keep. */
    record Cart(String owner, List<Object> lines, Map<String, Integer> amounts) implements Serializable {}

    private HostileAttributes() {}

    static AttributeCodec codec(String allowed) {
        return new JavaCodecProvider().create(AttributeFilter.of(allowed));
    }

    /** Of every form, and of the classes whose reading does more than to fill fields. */
    static List<byte[]> seeds() {
        Stream<Object> objects = Stream.of(
                new Cart("Ada", new ArrayList<>(List.of("book", 1, 2L)), new HashMap<>(Map.of("book", 2))),
                new HashMap<>(Map.of("a", 1, "b", List.of(2))),
                new LinkedHashMap<>(Map.of("a", 1)),
                new TreeMap<>(Map.of("a", 1, "b", 2)),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
                new HashSet<>(Set.of("a", "b")),
                new ArrayDeque<>(List.of(1, 2)),
                new ArrayList<>(Arrays.asList("a", null, new Object[] {1})),
                List.of(1, 2, 3),
                Map.of("a", "b"),
                BitSet.valueOf(new long[] {1, 2, 3}),
                new GregorianCalendar(2026, 1, 1),
                new Properties(),
                new int[] {1, 2, 3},
                new String[][] {{"a"}, {"b", "c"}},
                new IllegalStateException("as this test wants"),
                TimeUnit.DAYS,
                Locale.ROOT,
                Optional.class);
        AttributeCodec codec = CODECS.get(0);
        return Stream.concat(CompactFormTest.edges(), objects)
                .map(value -> codec.encode("seed", value).array())
                .filter(bytes -> bytes.length < 10_000)
                .toList();
    }

    static void check(byte[] input) {
        for (AttributeCodec codec : CODECS) {
            Object[] value = new Object[1];
            Frugality.require(input, AT_ALL, () -> value[0] = readOrRefused(codec, input));
            Object read = value[0];
            if (read != null && CompactForm.of(read) != null && input[0] != JavaCodec.SERIALIZED) {
                assertThat(codec.decode(codec.encode("again", read), LOADER)).isEqualTo(read);
            }
        }
    }

    private static @Nullable Object readOrRefused(AttributeCodec codec, byte[] input) {
        try {
            return codec.decode(AttributeBytes.of(input), LOADER);
        } catch (UnreadableAttributeException e) {
            return null;
        }
    }
}
