package io.sessiongrid.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An attribute filter")
class AttributeFilterTest {
    private static final ClassLoader LOADER = AttributeFilterTest.class.getClassLoader();

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void allowsAnyClassWhenTheSettingIsBlank(String setting) {
        assertThat(AttributeFilter.of(setting).allows(URL.class)).isTrue();
    }

    @Test
    void allowsTheClassThatIsListedAndNoOther() {
        AttributeFilter filter = AttributeFilter.of("java.net.URL");

        assertThat(filter.allows(URL.class)).isTrue();
        assertThat(filter.allows(java.net.URLPermission.class)).isFalse();
    }

    @Test
    void allowsAPackageWithItsNestedClassesButNotThePackagesBelow() {
        AttributeFilter filter = AttributeFilter.of("io.sessiongrid.attribute.*");

        assertThat(filter.allows(AttributeFilterTest.class)).isTrue();
        assertThat(filter.allows(Handler.class)).isTrue();
        assertThat(AttributeFilter.of("io.sessiongrid.*").allows(AttributeFilterTest.class))
                .isFalse();
    }

    @Test
    void allowsThePackagesBelowWhenAsked() {
        assertThat(AttributeFilter.of("io.**").allows(AttributeFilterTest.class))
                .isTrue();
        assertThat(AttributeFilter.of("io.sessiongrid.attribute.**").allows(AttributeFilterTest.class))
                .isTrue();
        assertThat(AttributeFilter.of("io.session.**").allows(AttributeFilterTest.class))
                .isFalse();
    }

    @Test
    void readsCommasSemicolonsAndSpace() {
        assertThat(AttributeFilter.of(" a.B, c.d.* ;;e.**\n").allowedClasses())
                .containsExactlyInAnyOrder("a.B", "c.d.*", "e.**");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "com.shop.Ca*", "!com.shop.Cart", "com..shop", "com.shop.***", "com shop", ".a"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> AttributeFilter.of("com.shop.Cart," + pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("allowedClasses contains \"" + pattern + "\"; expected class names such as");
    }

    @Test
    void doesNotTakeALoneCommaForAnyClass() {
        assertThatThrownBy(() -> AttributeFilter.of(" , ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void judgesArraysByTheirComponents() {
        AttributeFilter filter = AttributeFilter.of("a.B");

        assertThat(filter.allows(int[][].class)).isTrue();
        assertThat(filter.allows(String[].class)).isTrue();
        assertThat(filter.allows(URL[].class)).isFalse();
    }

    private record Handler() implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return "";
        }
    }

    @Test
    void judgesProxiesByTheirInterfaces() {
        Object proxy = Proxy.newProxyInstance(LOADER, new Class<?>[] {Supplier.class}, new Handler());
        AttributeFilter filter = AttributeFilter.of("java.util.function.*;" + Handler.class.getName());
        AttributeCodec codec = new JavaCodecProvider().create(filter);

        assertThat(codec.decode(codec.encode("a", proxy), LOADER)).isInstanceOf(Supplier.class);
        assertThatThrownBy(() -> new JavaCodecProvider()
                        .create(AttributeFilter.of(Handler.class.getName()))
                        .encode("a", proxy))
                .hasMessageContaining("a needs class java.util.function.Supplier, which the setting allowedClasses");
    }

    static Stream<Object> harmless() {
        return Stream.of(
                new ArrayList<>(List.of("a")),
                new HashMap<>(Map.of(1, 2L)),
                new TreeMap<>(Map.of('a', 1.0)),
                new ConcurrentHashMap<>(Map.of(1, true)),
                new CopyOnWriteArrayList<>(List.of((short) 1)),
                new EnumMap<>(Map.of(DayOfWeek.MONDAY, (byte) 1)),
                EnumSet.of(DayOfWeek.MONDAY),
                List.of(Map.of(), Set.of(1)),
                Arrays.asList(1f, 2),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.synchronizedMap(new HashMap<>(Map.of(1, 2))),
                Collections.emptyMap(),
                new TreeMap<>(Collections.reverseOrder()),
                new java.sql.Timestamp(1),
                new GregorianCalendar(TimeZone.getTimeZone("Europe/Rome")),
                List.of(ZonedDateTime.parse("2026-10-25T02:30+01:00[Europe/Rome]")),
                new Object[] {new java.math.BigDecimal("1"), java.net.URI.create("a:b")},
                java.util.Currency.getInstance("EUR"));
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void allowsValuesAndCollectionsOfTheJdk(Object value) {
        AttributeCodec codec = new JavaCodecProvider().create(AttributeFilter.of("com.shop.**"));

        assertThat(codec.decode(codec.encode("a", value), LOADER)).isEqualTo(value);
    }

    @Test
    void allowsCountersAndExceptions() {
        AttributeCodec codec = new JavaCodecProvider().create(AttributeFilter.of("com.shop.**"));

        assertThat(codec.decode(codec.encode("a", new AtomicLong(5)), LOADER)).hasToString("5");
        assertThat(codec.decode(codec.encode("a", new RuntimeException("x")), LOADER))
                .hasToString("java.lang.RuntimeException: x");
    }

    @Test
    void doesNotAllowWhatTouchesTheNetworkOrRunsCode() {
        AttributeFilter filter = AttributeFilter.of("com.shop.**");

        assertThat(filter.allows(URL.class)).isFalse();
        assertThat(filter.allows(java.lang.invoke.SerializedLambda.class)).isFalse();
        assertThat(filter.allows(java.net.InetAddress.class)).isFalse();
    }
}
