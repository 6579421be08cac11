package io.sessiongrid.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sessiongrid.session.AttributeBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Bytes that cannot be read")
class UnreadableAttributeTest {
    private static final ClassLoader LOADER = UnreadableAttributeTest.class.getClassLoader();
    private static final String CART = "public class Cart implements java.io.Serializable { static final long"
            + " serialVersionUID = 1; public String note = \"4711\"; ";

    @TempDir
    Path before;

    @TempDir
    Path after;

    private final AttributeCodec codec = new JavaCodecProvider().create(AttributeFilter.of(""));

    @Test
    void nameTheClassThatIsGone() {
        AttributeBytes bytes = bytesOf("Cart", Map.of("Cart", CART + "}"));

        UnreadableAttributeException e = failure(bytes, LOADER);

        assertThat(e.className()).isEqualTo("shop.Cart");
        assertThat(e).hasMessage("Could not read an attribute of class shop.Cart: the class was not found");
        assertThat(e).hasCauseInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void nameTheClassThatHasChanged() {
        AttributeBytes bytes = bytesOf("Cart", Map.of("Cart", CART + "}"));
        String changed = (CART + "}").replace("serialVersionUID = 1", "serialVersionUID = 2");
        ClassLoader loader = CompiledClasses.of(after, Map.of("Cart", changed)).loader();

        UnreadableAttributeException e = failure(bytes, loader);

        assertThat(e.className()).isEqualTo("shop.Cart");
        assertThat(e).hasMessageContaining("java.io.InvalidClassException");
    }

    @Test
    void nameTheClassThatHasLostItsSuperclass() {
        Map<String, String> sources = Map.of(
                "Base", "public class Base {}",
                "Gift", "public class Gift extends Base implements java.io.Serializable {}");
        AttributeBytes bytes = bytesOf("Gift", sources);
        ClassLoader loader = CompiledClasses.of(after, sources).without("Base").loader();

        UnreadableAttributeException e = failure(bytes, loader);

        assertThat(e.className()).isEqualTo("shop.Gift");
        assertThat(e).hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void areNotThoseOfAFieldThatIsGoneWithItsClass() {
        Map<String, String> sources = Map.of(
                "Cart",
                CART + "public Gift gift = new Gift(); }",
                "Gift",
                "public class Gift implements java.io.Serializable {}");
        AttributeBytes bytes = bytesOf("Cart", sources);
        ClassLoader loader =
                CompiledClasses.of(after, Map.of("Cart", CART + "}")).loader();

        assertThat(codec.decode(bytes, loader)).hasFieldOrPropertyWithValue("note", "4711");
    }

    @Test
    void doNotTellTheirValues() {
        String failing = CART
                + "private void readObject(java.io.ObjectInputStream in) { throw new IllegalStateException(note); } }";
        AttributeBytes bytes = bytesOf("Cart", Map.of("Cart", CART + "}"));
        ClassLoader loader = CompiledClasses.of(after, Map.of("Cart", failing)).loader();

        UnreadableAttributeException e = failure(bytes, loader);

        assertThat(e).hasMessageContaining("java.lang.IllegalStateException").hasMessageNotContaining("4711");
    }

    private static final class Failing implements Serializable {
        private void readObject(ObjectInputStream in) {
            throw new AssertionError();
        }
    }

    @Test
    void areThoseOfAClassWhoseAssertionsFail() {
        UnreadableAttributeException e = failure(codec.encode("a", new Failing()), LOADER);

        assertThat(e.className()).isEqualTo(Failing.class.getName());
    }

    @SuppressWarnings("InfiniteRecursion")
    private static final class Endless implements Serializable {
        private void readObject(ObjectInputStream in) {
            readObject(in);
        }
    }

    @Test
    void areThoseOfAClassThatRecursesForEver() {
        UnreadableAttributeException e = failure(codec.encode("a", new Endless()), LOADER);

        assertThat(e).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void areNestedDeeperThanTheLimit() {
        Object nested = new Object[0];
        for (int i = 0; i < AttributeFilter.MAX_DEPTH; i++) {
            nested = new Object[] {nested};
        }

        Object deepest = nested;

        UnreadableAttributeException e = failure(DeepStack.call(() -> unchecked(deepest)), LOADER);

        assertThat(e).hasMessageContaining("nested deeper than 2000 objects");
    }

    @Test
    void areRefusedByTheSetting() {
        AttributeCodec strict = new JavaCodecProvider().create(AttributeFilter.of("com.shop.**"));
        AttributeBytes bytes = unchecked(new Object[] {new Failing[0]});

        UnreadableAttributeException e =
                catchThrowableOfType(UnreadableAttributeException.class, () -> strict.decode(bytes, LOADER));

        assertThat(e.className()).isEqualTo(Failing[].class.getName());
        assertThat(e).hasMessageContaining("allowedClasses");
    }

    @Test
    void areEmpty() {
        assertThat(failure(AttributeBytes.of(new byte[0]), LOADER)).hasMessageEndingWith("it has 0 bytes");
    }

    @Test
    void areOfAFormThatIsNewer() {
        assertThat(failure(AttributeBytes.of(new byte[] {99, 1}), LOADER))
                .hasMessageEndingWith("its form 99 is unknown to this release");
    }

    @Test
    void areNull() {
        assertThat(failure(unchecked(null), LOADER)).hasMessageContaining("StreamCorruptedException");
    }

    @Test
    void claimAnArrayThatTheyDoNotHold() {
        byte[] bytes = unchecked(new long[0]).array();
        bytes[bytes.length - 4] = 0x7f; // the length comes last

        assertThat(failure(AttributeBytes.of(bytes), LOADER)).hasMessageContaining("asks for more array elements");
    }

    @Test
    void claimManyArraysThatTheyDoNotHold() {
        byte[] empty = unchecked(new Object[0]).array();
        ByteBuffer nested = ByteBuffer.allocate(1_000_000).put(empty);
        for (int i = 0; i < 100; i++) {
            nested.putInt(nested.position() - 4, 900_000); // instead of the length 0, which comes last
            nested.put(ObjectStreamConstants.TC_ARRAY).put(ObjectStreamConstants.TC_REFERENCE);
            nested.putInt(ObjectStreamConstants.baseWireHandle).putInt(0);
        }

        assertThat(failure(AttributeBytes.of(nested.array()), LOADER))
                .hasMessageContaining("asks for more array elements");
    }

    /** Seeded, so that a failure can be repeated; the seed's luck is not the point, the count is. */
    @Test
    void areFoundOutWhateverIsWrongWithThem() {
        Random random = new Random(4711);
        List<byte[]> valid =
                samples().map(value -> codec.encode("a", value).array()).toList();

        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 20_000; i++) {
                decodeDamaged(damaged(valid.get(i % valid.size()), random));
            }
        });
    }

    private void decodeDamaged(byte[] damaged) {
        try {
            assertThat(codec.decode(AttributeBytes.of(damaged), LOADER)).isNotNull();
        } catch (UnreadableAttributeException expected) {
            assertThat(expected).hasMessageStartingWith("Could not read an attribute");
        }
    }

    private static byte[] damaged(byte[] valid, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(valid, random.nextInt(valid.length));
        }
        byte[] damaged = valid.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    @SuppressWarnings("JdkObsolete") // applications are old, too
    private static Stream<Object> samples() {
        return Stream.of(
                "any text",
                ZonedDateTime.parse("2026-10-25T02:30+01:00[Europe/Rome]"),
                new BigDecimal("12.50"),
                Locale.CHINA,
                new ArrayList<>(List.of(1, "two", 3L)),
                new HashMap<>(Map.of("a", new GregorianCalendar(), "b", new int[] {1, 2, 3})),
                new HashSet<>(Set.of(1, 2, 3)),
                new TreeMap<>(Map.of("a", UUID.randomUUID())),
                new Hashtable<>(Map.of(1, 2)),
                new ArrayDeque<>(List.of(1)).clone(),
                new PriorityQueue<>(List.of(3, 1)),
                new EnumMap<>(Map.of(TimeUnit.DAYS, Duration.ZERO)),
                BitSet.valueOf(new long[] {1, 2}),
                List.of(Set.of("x"), Map.of("k", "v")),
                new Object[] {new long[][] {{1}}, String.class, new IllegalStateException("x")});
    }

    private UnreadableAttributeException failure(AttributeBytes bytes, ClassLoader loader) {
        return catchThrowableOfType(UnreadableAttributeException.class, () -> codec.decode(bytes, loader));
    }

    /** A new {@code shop.<name>} as an application with these classes stored it. */
    private AttributeBytes bytesOf(String name, Map<String, String> sources) {
        ClassLoader loader = CompiledClasses.of(before, sources).loader();
        return codec.encode("a", CompiledClasses.create(loader, name));
    }

    /** What somebody may have written past our checks. */
    private static AttributeBytes unchecked(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(JavaCodec.SERIALIZED);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AttributeBytes.of(bytes.toByteArray());
    }
}
