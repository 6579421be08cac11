package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The attributes that a member keeps")
class CompactAttributesTest {
    private static final int NAMES = 12;

    private final Random random = new Random();

    private StoredAttribute attribute(String value) {
        return new StoredAttribute(
                AttributeBytes.of(value.getBytes(StandardCharsets.UTF_8)),
                random.nextInt(1000),
                new WriteStamp(Instant.ofEpochMilli(random.nextLong()), random.nextLong()));
    }

    private Set<String> someNames(int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> "name" + random.nextInt(NAMES))
                .collect(Collectors.toSet());
    }

    private Map<String, StoredAttribute> some(int most) {
        return someNames(most).stream().collect(Collectors.toMap(name -> name, name -> attribute(name + "'s")));
    }

    /** Against an ordinary map. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, NAMES})
    void areThoseThatWerePutAndNotRemoved(int most) {
        for (int round = 0; round < 500; round++) {
            random.setSeed(round);
            Map<String, StoredAttribute> expected = new HashMap<>(some(most));
            CompactAttributes attributes = CompactAttributes.copyOf(expected);
            Map<String, StoredAttribute> fresh = some(most);
            Set<String> gone = someNames(most);
            gone.removeAll(fresh.keySet());

            CompactAttributes after = attributes.with(fresh, gone);

            assertThat(attributes).isEqualTo(expected);
            expected.putAll(fresh);
            expected.keySet().removeAll(gone);
            assertThat(after).as("round %s", round).isEqualTo(expected);
            assertThat(expected).isEqualTo(after);
            assertThat(after).hasSameHashCodeAs(expected).isEqualTo(CompactAttributes.copyOf(expected));
            for (int i = 0; i < NAMES; i++) {
                StoredAttribute one = expected.get("name" + i);
                assertThat(after.get("name" + i)).isEqualTo(one);
                assertThat(after.containsKey("name" + i)).isEqualTo(one != null);
                assertThat(after.versionOf("name" + i)).isEqualTo(one == null ? -1 : one.version());
            }
        }
    }

    @Test
    void shareTheirNamesWithThoseOfOtherSessions() {
        CompactAttributes one = CompactAttributes.copyOf(Map.of(new String("cart"), attribute("1")));
        CompactAttributes other = CompactAttributes.copyOf(Map.of(new String("user"), attribute("2")))
                .with(Map.of(new String("cart"), attribute("3")), Set.of("user"));

        assertThat(other.keySet().iterator().next())
                .isSameAs(one.keySet().iterator().next());
    }
}
