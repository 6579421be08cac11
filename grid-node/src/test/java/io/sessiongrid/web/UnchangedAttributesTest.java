package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.MemoryStore.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("An attribute that did not change")
@Tag("G8")
class UnchangedAttributesTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);

    @Tag("G14")
    @Test
    void isNotSeenInAHashMapThatWasOnlyRead() {
        Map<String, String> roomy = new HashMap<>(1 << 12);
        for (int i = 0; i < 100; i++) {
            roomy.put("key" + i, "value");
        }
        SessionId id = elsewhere.sessionWith("cart", roomy);

        assertNothingIsSentByReading(id);
    }

    @Tag("G14")
    @Test
    void isNotSeenInAHashSetThatWasOnlyRead() {
        HashSet<String> roomy = new HashSet<>(1 << 12);
        for (int i = 0; i < 100; i++) {
            roomy.add("value" + i);
        }
        SessionId id = elsewhere.sessionWith("cart", roomy);

        assertNothingIsSentByReading(id);
    }

    @Tag("G14")
    @Test
    void isNotSeenInAnObjectThatIsSetAgainAsItIs() {
        SessionId id = elsewhere.sessionWith("cart", listOf("book"));
        grid.forgetCounts();

        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", Objects.requireNonNull(use.attribute("cart")));
        }

        assertThat(grid.count(Call.COMMIT)).isZero();
    }

    @Tag("G14")
    @Test
    void isNotSeenInAnEqualValue() {
        SessionId id = elsewhere.sessionWith("cart", listOf("book"));
        elsewhere.set(id, "user", "ada");
        grid.forgetCounts();

        here.set(id, "cart", listOf("book"));
        here.set(id, "user", "ada");

        assertThat(grid.count(Call.COMMIT)).isZero();
    }

    @Tag("G14")
    @Test
    void isNotLookedForInImmutableValues() {
        SessionId id = elsewhere.sessionWith("user", "ada");
        assertThat(here.read(id, "user")).isEqualTo("ada");
        int before = here.codec.encoded.get();

        assertThat(here.read(id, "user")).isEqualTo("ada");

        assertThat(here.codec.encoded).hasValue(before);
    }

    @Tag("G14")
    @Test
    void isNotLookedForInWhatNobodyRead() {
        SessionId id = here.sessionWith("cart", listOf("book"));
        int before = here.codec.encoded.get();

        here.knows(id);

        assertThat(here.codec.encoded).hasValue(before);
    }

    @Tag("G14")
    @Test
    void neverDecodesTwiceWhatDidNotChange() {
        SessionId id = elsewhere.sessionWith("cart", listOf("book"));

        for (int i = 0; i < 5; i++) {
            here.read(id, "cart");
            elsewhere.set(id, "other", "" + i);
        }

        assertThat(here.codec.decoded).hasValue(1);
    }

    private void assertNothingIsSentByReading(SessionId id) {
        grid.forgetCounts();

        for (int i = 0; i < 3; i++) {
            here.read(id, "cart");
        }

        assertThat(grid.count()).isEqualTo(grid.count(Call.OPEN)).isEqualTo(3);
    }

    private static List<String> listOf(String... values) {
        return new ArrayList<>(List.of(values));
    }
}
