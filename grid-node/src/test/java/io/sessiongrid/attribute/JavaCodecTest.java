package io.sessiongrid.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sessiongrid.session.AttributeBytes;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The java codec")
class JavaCodecTest {
    private static final ClassLoader LOADER = JavaCodecTest.class.getClassLoader();

    private final AttributeCodec codec = new JavaCodecProvider().create(AttributeFilter.of(""));

    private enum Size {
        SMALL,
        LARGE {
            @Override
            public String toString() {
                return "XL";
            }
        }
    }

    private record Item(String name, Size size, List<Integer> prices) implements Serializable {}

    private record Greeting(String text) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return text;
        }
    }

    private record Link(@Nullable Link next) implements Serializable {}

    @SuppressWarnings("JdkObsolete") // applications are old, too
    static Stream<Arguments> values() {
        List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
        Map<Integer, String> map = new HashMap<>();
        numbers.forEach(number -> map.put(number, "v" + number));
        return Stream.<Object>of(
                        Size.LARGE,
                        new Object[0],
                        new int[0],
                        new int[][] {{1}, {}},
                        new String[] {"a", null},
                        new Class<?>[] {int.class, void.class, String[].class, Map.Entry.class},
                        numbers,
                        new ArrayList<>(numbers),
                        new ArrayList<>(10_000),
                        new LinkedList<>(IntStream.range(0, 100_000).boxed().toList()),
                        new ArrayDeque<>(numbers).toArray(),
                        new Vector<>(numbers),
                        new HashSet<>(Set.of(1)),
                        new HashSet<>(numbers),
                        new LinkedHashSet<>(numbers),
                        new TreeSet<>(numbers),
                        map,
                        new HashMap<>(1 << 16, 0.1f),
                        new LinkedHashMap<>(map),
                        new TreeMap<>(map),
                        new Hashtable<>(map),
                        new ConcurrentHashMap<>(map),
                        new CopyOnWriteArrayList<>(numbers),
                        new EnumMap<>(Map.of(DayOfWeek.MONDAY, "m")),
                        EnumSet.allOf(DayOfWeek.class),
                        new Properties(),
                        BitSet.valueOf(new long[] {5}),
                        Map.of("a", List.of(Set.of(1), Map.of())),
                        Arrays.asList(1, 2),
                        Collections.unmodifiableMap(map),
                        Collections.synchronizedList(new ArrayList<>(numbers)).toArray(),
                        Collections.nCopies(1_000_000, "x"),
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> new HashMap<>(Map.of(i, i)))
                                .toList(),
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> new HashSet<>(Set.of(i)))
                                .toList())
                .map(value -> arguments(value));
    }

    @ParameterizedTest
    @MethodSource("values")
    void givesTheValueBack(Object value) {
        assertThat(decoded(value)).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void keepsRecordsAndWhatTheyHold() {
        Item item = new Item("cup", Size.SMALL, new ArrayList<>(List.of(1, 2)));

        assertThat(decoded(item)).isEqualTo(item);
    }

    @Test
    void keepsIdentityWithinAnAttribute() {
        Item item = new Item("cup", Size.SMALL, List.of());

        List<?> items = (List<?>) decoded(new ArrayList<>(List.of(item, item)));

        assertThat(items.get(0)).isSameAs(items.get(1));
        assertThat(((Item) items.get(0)).size()).isSameAs(Size.SMALL);
    }

    @Test
    void keepsAnIdentityMap() {
        IdentityHashMap<Object, Object> map = new IdentityHashMap<>();
        IntStream.range(0, 1_000).forEach(i -> map.put(new Item("" + i, Size.SMALL, List.of()), i));

        assertThat((Map<?, ?>) decoded(map)).hasSize(1_000);
    }

    @Test
    void keepsDynamicProxies() {
        Object proxy = Proxy.newProxyInstance(LOADER, new Class<?>[] {CharSequence.class}, new Greeting("hello"));

        Object decoded = decoded(proxy);

        assertThat(Proxy.isProxyClass(decoded.getClass())).isTrue();
        assertThat(decoded).hasToString("hello");
    }

    @Test
    void givesEqualBytesForAnUnchangedObject() {
        Object value = new Item("cup", Size.SMALL, new ArrayList<>(List.of(1, 2)));

        assertThat(codec.encode("a", value)).isEqualTo(codec.encode("a", value));
    }

    @Test
    void givesOtherBytesAfterAChangeInPlace() {
        Item value = new Item("cup", Size.SMALL, new ArrayList<>(List.of(1, 2)));
        AttributeBytes before = codec.encode("a", value);

        value.prices().set(1, 3);

        assertThat(codec.encode("a", value)).isNotEqualTo(before);
    }

    @Test
    void takesClassesFromTheGivenLoader(@TempDir Path directory) {
        CompiledClasses shop =
                CompiledClasses.of(directory, Map.of("Cart", "public class Cart implements java.io.Serializable {}"));
        Object cart = CompiledClasses.create(shop.loader(), "Cart");
        ClassLoader redeployed = shop.loader();

        Object decoded = codec.decode(codec.encode("cart", new Object[] {cart}), redeployed);

        assertThat(((Object[]) decoded)[0].getClass().getClassLoader()).isSameAs(redeployed);
    }

    @Test
    void takesInterfacesOfProxiesFromTheGivenLoader(@TempDir Path directory) throws ClassNotFoundException {
        CompiledClasses shop = CompiledClasses.of(
                directory, Map.of("Open", "public interface Open {}", "Hidden", "interface Hidden {}"));
        ClassLoader loader = shop.loader();
        Class<?>[] interfaces = {loader.loadClass("shop.Open"), loader.loadClass("shop.Hidden")};
        Object proxy = Proxy.newProxyInstance(loader, interfaces, new Greeting("hello"));

        Object decoded = codec.decode(codec.encode("a", proxy), loader);

        assertThat(decoded).isInstanceOf(interfaces[0]).isInstanceOf(interfaces[1]);
    }

    @Test
    void takesClassesOfTheContainerFromItsOwnLoader() {
        ClassLoader blind = ClassLoader.getPlatformClassLoader();
        Object proxy = Proxy.newProxyInstance(LOADER, new Class<?>[] {AttributeCodec.class}, new Greeting("hello"));

        assertThat(codec.decode(codec.encode("a", new Item[0]), blind)).isInstanceOf(Item[].class);
        assertThat(codec.decode(codec.encode("a", proxy), blind)).isInstanceOf(AttributeCodec.class);
    }

    @Test
    void storesAThousandLevelsFromAndToAnyStack() throws InterruptedException {
        List<Object> decoded = new ArrayList<>();
        Thread narrow = new Thread(null, () -> decoded.add(decoded(chain(1_000))), "narrow", 256 << 10);

        narrow.start();
        narrow.join();

        assertThat(decoded).hasSize(1);
    }

    @Test
    void storesNoMoreLevelsThanCanBeRead() {
        assertThatThrownBy(() -> codec.encode("cart", chain(2_000)))
                .isExactlyInstanceOf(UnstorableAttributeException.class)
                .hasMessageEndingWith("cannot be stored: it is nested deeper than 1000 objects");
    }

    @Test
    void storesNoMoreBytesThanCanBeRead() {
        codec.encode("largest", new byte[AttributeFilter.MAX_BYTES - 1]);

        assertThatThrownBy(() -> codec.encode("larger", new byte[AttributeFilter.MAX_BYTES]))
                .isExactlyInstanceOf(UnstorableAttributeException.class)
                .hasMessageEndingWith("cannot be stored: it is larger than 67108864 bytes");
    }

    /** Fails as a list does that others change, the given number of times. */
    private static final class Restless implements Serializable {
        private transient int failures;

        Restless(int failures) {
            this.failures = failures;
        }

        private void writeObject(java.io.ObjectOutputStream out) {
            if (failures-- > 0) {
                throw new ConcurrentModificationException();
            }
        }
    }

    @Test
    void triesAgainWhenAValueChangesWhileItIsWritten() {
        assertThat(decoded(new Restless(4))).isInstanceOf(Restless.class);
    }

    @Test
    void givesUpOnAValueThatNeverRests() {
        assertThatThrownBy(() -> codec.encode("a", new Restless(5)))
                .isExactlyInstanceOf(ConcurrentModificationException.class);
    }

    private Object decoded(Object value) {
        return codec.decode(codec.encode("a", value), LOADER);
    }

    private static Link chain(int length) {
        Link first = new Link(null);
        for (int i = 1; i < length; i++) {
            first = new Link(first);
        }
        return first;
    }
}
