package io.sessiongrid.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sessiongrid.session.AttributeBytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Currency;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The compact form of a JDK value")
class CompactFormTest {
    private static final ClassLoader LOADER = CompactFormTest.class.getClassLoader();

    private final AttributeCodec codec = new JavaCodecProvider().create(AttributeFilter.of(""));

    /** Neighbouring releases share a grid: these lines may be added to, never changed. */
    static Stream<Arguments> golden() {
        return Stream.of(
                arguments("é€😀", "02" + "c3a9" + "e282ac" + "f09f9880"),
                arguments("a\ud83d", "03" + "0061" + "d83d"),
                arguments(true, "0401"),
                arguments(false, "0400"),
                arguments((byte) -2, "05fe"),
                arguments((short) 258, "060102"),
                arguments('é', "0700e9"),
                arguments(16_909_060, "0801020304"),
                arguments(-2L, "09fffffffffffffffe"),
                arguments(1.5f, "0a3fc00000"),
                arguments(-1.5, "0bbff8000000000000"),
                arguments(new BigInteger("-256"), "0cff00"),
                arguments(new BigDecimal("12.80"), "0d00000002" + "0500"),
                arguments(
                        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), "0e00112233445566778899aabbccddeeff"),
                arguments(Instant.ofEpochSecond(1, 2), "0f0000000000000001" + "00000002"),
                arguments(Duration.ofSeconds(-1, 2), "10ffffffffffffffff" + "00000002"),
                arguments(LocalDate.EPOCH.plusDays(256), "110000000000000100"),
                arguments(LocalTime.ofNanoOfDay(257), "120000000000000101"),
                arguments(LocalDateTime.of(1970, 1, 2, 0, 0, 0, 3), "130000000000000001" + "0000000000000003"),
                arguments(
                        OffsetDateTime.of(1970, 1, 2, 0, 0, 0, 3, ZoneOffset.ofHours(1)),
                        "140000000000000001" + "0000000000000003" + "00000e10"),
                arguments(
                        ZonedDateTime.of(1970, 1, 2, 0, 0, 0, 3, ZoneId.of("Europe/Rome")),
                        "150000000000000001" + "0000000000000003" + "00000e10" + "4575726f70652f526f6d65"),
                arguments(URI.create("a:b"), "16613a62"),
                arguments(Locale.CANADA_FRENCH, "1766722d4341"),
                arguments(new byte[] {1, 2}, "180102"),
                arguments(
                        Currency.getInstance("EUR"),
                        "01" + "aced0005"
                                + "737200126a6176612e7574696c2e43757272656e6379fdcd934a5911a91f0200014c000c63757272656e6379436f64657400124c6a6176612f6c616e672f537472696e673b7870740003455552"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void isTheSameInEveryRelease(Object value, String hex) {
        assertThat(HexFormat.of().formatHex(encode(value).array())).isEqualTo(hex);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void ofAnyReleaseIsRead(Object value, String hex) {
        AttributeBytes bytes = AttributeBytes.of(HexFormat.of().parseHex(hex));

        assertThat(codec.decode(bytes, LOADER)).isEqualTo(value);
    }

    static Stream<Object> edges() {
        return Stream.of(
                "",
                "\0",
                "שלום مرحبا 你好 ไทย Ǆ é 👩‍👩‍👧‍👦",
                "\udc00\ud800",
                "x".repeat(100_000),
                Byte.MIN_VALUE,
                Short.MAX_VALUE,
                Character.MAX_VALUE,
                Character.MIN_SURROGATE,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Float.NaN,
                -0f,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                -0d,
                BigInteger.ZERO,
                BigInteger.TWO.pow(1_000).negate(),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                new BigDecimal("0E+3"),
                new UUID(-1, 0),
                Instant.MIN,
                Instant.MAX,
                Duration.ofSeconds(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                LocalDate.MIN,
                LocalDate.MAX,
                LocalTime.MIN,
                LocalTime.MAX,
                LocalDateTime.MIN,
                LocalDateTime.MAX,
                OffsetDateTime.MIN,
                OffsetDateTime.MAX,
                ZonedDateTime.of(LocalDateTime.MAX, ZoneOffset.ofTotalSeconds(-1)),
                ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Rome"))
                        .withLaterOffsetAtOverlap(),
                ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC+01:30")),
                URI.create(""),
                URI.create("http://user@例え.jp:80/a%20b?q=é#f"),
                Locale.ROOT,
                Locale.forLanguageTag("zh-Hant-TW-u-ca-roc-x-own"),
                new Locale("ja", "JP", "JP"),
                new Locale("not a language", "", "v"),
                new byte[0]);
    }

    @ParameterizedTest
    @MethodSource("edges")
    void givesTheValueBack(Object value) {
        Object decoded = codec.decode(encode(value), LOADER);

        assertThat(decoded).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void ofFiveMegabytesIsOneByteLonger() {
        byte[] value = new byte[5 << 20];
        value[value.length - 1] = 7;

        AttributeBytes bytes = encode(value);

        assertThat(bytes.size()).isEqualTo(value.length + 1);
        assertThat(codec.decode(bytes, LOADER)).isEqualTo(value);
    }

    @Test
    void sharesNoArrayWithTheValue() {
        byte[] value = {1};
        AttributeBytes bytes = encode(value);

        value[0] = 2;
        ((byte[]) codec.decode(bytes, LOADER))[0] = 3;

        assertThat(codec.decode(bytes, LOADER)).isEqualTo(new byte[] {1});
    }

    private static final class Money extends BigDecimal {
        Money(String amount) {
            super(amount);
        }
    }

    @Test
    void isNotForSubclasses() {
        Object decoded = codec.decode(encode(new Money("1.20")), LOADER);

        assertThat(decoded).isInstanceOf(Money.class).isEqualTo(new BigDecimal("1.20"));
    }

    @ParameterizedTest
    @MethodSource("edges")
    void isImmutableUnlessItIsAnArray(Object value) {
        assertThat(codec.isImmutable(value)).isEqualTo(!(value instanceof byte[]));
    }

    @Test
    void isImmutableForEnumsToo() {
        assertThat(codec.isImmutable(TimeUnit.DAYS)).isTrue();
    }

    @Test
    void isNotImmutableForSubclassesAndOthers() {
        assertThat(codec.isImmutable(new Money("1"))).isFalse();
        assertThat(codec.isImmutable(new Object[0])).isFalse();
        assertThat(codec.isImmutable(new BitSet())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"02ff", "0361", "0800", "080000000000", "0c", "12ffffffffffffffff", "15", "163a", "19", "00"})
    void isRefusedWhenDamaged(String hex) {
        AttributeBytes bytes = AttributeBytes.of(HexFormat.of().parseHex(hex));

        assertThatThrownBy(() -> codec.decode(bytes, LOADER)).isExactlyInstanceOf(UnreadableAttributeException.class);
    }

    private AttributeBytes encode(Object value) {
        return codec.encode("a", value);
    }
}
