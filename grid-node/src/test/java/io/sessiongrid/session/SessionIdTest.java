package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A session id")
class SessionIdTest {
    private static final String TEXT = "abcdefghijklmnop0123456789_-ABCDEFGHIJKL";
    private static final int MANY = 10_000;

    private final SecureRandom random = new SecureRandom();

    @Test
    void isSixteenCharactersOfKeyAndTwentyFourOfSecret() {
        SessionId id = SessionId.generate(random);

        assertThat(id.key()).hasSize(16);
        assertThat(id.text()).hasSize(40).startsWith(id.key()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void hasNinetySixRandomBitsOfKey() {
        List<Integer> ones = onesByBit(id -> id.text().substring(0, 16));

        assertThat(ones).hasSize(96);
        assertThat(ones).allSatisfy(count -> assertThat(count).isBetween(MANY / 2 - 400, MANY / 2 + 400));
    }

    @Test
    void hasAHundredAndFortyFourRandomBitsOfSecret() {
        List<Integer> ones = onesByBit(id -> id.text().substring(16));

        assertThat(ones).hasSize(144);
        assertThat(ones).allSatisfy(count -> assertThat(count).isBetween(MANY / 2 - 400, MANY / 2 + 400));
    }

    @Test
    void isNeverGivenTwice() {
        Set<String> keys = new HashSet<>();
        Set<String> secrets = new HashSet<>();

        for (int i = 0; i < MANY; i++) {
            SessionId id = SessionId.generate(random);
            keys.add(id.key());
            secrets.add(id.text().substring(16));
        }

        assertThat(keys).hasSize(MANY);
        assertThat(secrets).hasSize(MANY);
    }

    @Test
    void isReadBackFromItsText() {
        SessionId id = SessionId.generate(random);

        assertThat(SessionId.parse(id.text())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".node1", ".node1.node2", ".../../etc", ".\u00e4", ". "})
    void isReadWhateverRouteFollows(String route) {
        assertThat(SessionId.parse(TEXT + route)).isEqualTo(new SessionId("abcdefghijklmnop", TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ".node1",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJKLM",
                "abcdefghijklmnop.0123456789_-ABCDEFGHIJKL",
                " abcdefghijklmnop0123456789_-ABCDEFGHIJK",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK\n",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK\u0000",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK\u00e4",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK\uff10",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJ\ud83d\ude00",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK+",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK/",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK=",
                "abcdefghijklmnop0123456789_-ABCDEFGHIJK;",
                "../../../../../../../../../../etc/passwd",
                "'; drop table sessions; --.............."
            })
    void isNotReadFromAnotherShape(String hostile) {
        assertThat(SessionId.parse(hostile)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", ".", "a.", "\n", "\ud800", "\u0000"})
    void isNotReadFromTenKilobytesOfGarbage(String garbage) {
        assertThat(SessionId.parse(garbage.repeat(10_000))).isNull();
    }

    @Test
    void hasARouteAfterItsFirstDot() {
        assertThat(SessionId.route(TEXT + ".node1")).isEqualTo("node1");
        assertThat(SessionId.route(TEXT + ".node1.zone")).isEqualTo("node1.zone");
        assertThat(SessionId.route(TEXT + ".")).isEmpty();
    }

    @Test
    void hasNoRouteWithoutADot() {
        assertThat(SessionId.route(TEXT)).isNull();
    }

    @Tag("G5")
    @Test
    void keepsItsKeyAndChangesItsSecretWhenItRotates() {
        SessionId before = SessionId.generate(random);

        SessionId after = before.withNewSecret(random);

        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.text().substring(16)).isNotEqualTo(before.text().substring(16));
        assertThat(after.secretHash()).isNotEqualTo(before.secretHash());
        assertThat(SessionId.parse(after.text())).isEqualTo(after);
    }

    @Tag("G16")
    @Test
    void showsSixCharactersOfItsKeyInLogsAndNothingElse() {
        SessionId id = Objects.requireNonNull(SessionId.parse(TEXT));

        assertThat(id).hasToString("abcdef…");
        assertThat(SessionId.logged(id.key())).isEqualTo("abcdef…");
    }

    @Test
    void isLoggedEvenIfItIsTooShort() {
        assertThat(SessionId.logged("abc")).isEqualTo("abc…");
        assertThat(SessionId.logged("")).isEqualTo("…");
    }

    @Tag("G16")
    @Test
    void thatSomethingElseMadeAppearsNowhereInItsKey() {
        SessionId id = SessionId.foreign("node0abc");

        assertThat(id.text()).isEqualTo("node0abc");
        assertThat(id.key()).hasSize(16).matches("[A-Za-z0-9_-]+").doesNotContain("node0abc");
    }

    @Test
    void thatSomethingElseMadeAlwaysHasTheSameKey() {
        assertThat(SessionId.foreign("node0abc")).isEqualTo(SessionId.foreign("node0abc"));
        assertThat(SessionId.foreign("node0abc").key())
                .isNotEqualTo(SessionId.foreign("node0abd").key());
    }

    private List<Integer> onesByBit(Function<SessionId, String> part) {
        int bits = Base64.getUrlDecoder().decode(part.apply(SessionId.generate(random))).length * Byte.SIZE;
        int[] ones = new int[bits];
        for (int i = 0; i < MANY; i++) {
            byte[] bytes = Base64.getUrlDecoder().decode(part.apply(SessionId.generate(random)));
            for (int bit = 0; bit < bits; bit++) {
                ones[bit] += bytes[bit / Byte.SIZE] >> (bit % Byte.SIZE) & 1;
            }
        }
        return Arrays.stream(ones).boxed().toList();
    }
}
