package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.attribute.UnreadableAttributeException;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("An attribute whose class a server lacks")
@Tag("G9")
class UnreadableAttributesTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer able = new AppServer(grid);
    private final AppServer lacking = new AppServer(grid);
    private final AppServer failing = new AppServer(grid, AppServer.unreadable(UnreadableAttributes.FAIL));
    private final SessionId id = able.sessionWith("cart", new ArrayList<>(List.of("book")));
    private final AttributeBytes bytes = bytesInGrid();

    @BeforeEach
    void lackItsClass() {
        able.set(id, "user", "ada");
        lacking.codec.lackClassOf(bytes);
        failing.codec.lackClassOf(bytes);
    }

    @Test
    void readsAsAbsent() {
        assertThat(lacking.read(id, "cart")).isNull();
        assertThat(lacking.read(id, "cart")).isNull();
    }

    @Test
    void isNotAmongTheNamesOnceThatIsKnown() {
        try (SessionUse use = lacking.sessions.find(id)) {
            use.attribute("cart");

            assertThat(use.attributeNames()).containsExactly("user");
        }
    }

    @Test
    void leavesTheOthersUnharmed() {
        lacking.read(id, "cart");

        assertThat(lacking.read(id, "user")).isEqualTo("ada");
        assertThat(failing.read(id, "user")).isEqualTo("ada");
    }

    @Test
    void isDecodedOnceInVain() {
        for (int i = 0; i < 5; i++) {
            lacking.read(id, "cart");
        }

        assertThat(lacking.codec.decoded).hasValue(1);
    }

    @Test
    void failsIfThatIsWanted() {
        try (SessionUse use = failing.sessions.find(id)) {
            assertThatThrownBy(() -> use.attribute("cart")).isInstanceOf(UnreadableAttributeException.class);
            assertThatThrownBy(() -> use.attribute("cart")).isInstanceOf(UnreadableAttributeException.class);
            assertThat(use.attributeNames()).containsExactlyInAnyOrder("cart", "user");
            assertThat(use.attribute("user")).isEqualTo("ada");
        }
    }

    @Test
    void keepsItsBytesForServersThatCanReadThem() {
        try (SessionUse use = lacking.sessions.find(id)) {
            use.attribute("cart");
            use.setAttribute("user", "grace");
        }

        assertThat(bytesInGrid()).isEqualTo(bytes);
        assertThat(able.read(id, "cart")).isEqualTo(List.of("book"));
    }

    @Test
    void canBeSetAnew() {
        try (SessionUse use = lacking.sessions.find(id)) {
            assertThat(use.setAttribute("cart", "pen")).isNull();
            assertThat(use.attribute("cart")).isEqualTo("pen");
        }

        assertThat(able.read(id, "cart")).isEqualTo("pen");
    }

    @Test
    void canBeSetAnewEvenIfReadingItFails() {
        failing.set(id, "cart", "pen");

        assertThat(able.read(id, "cart")).isEqualTo("pen");
    }

    @Test
    void canBeRemoved() {
        lacking.read(id, "cart");

        lacking.remove(id, "cart");

        assertThat(able.read(id, "cart")).isNull();
    }

    @Test
    void isReadOnceItsBytesAreOthers() {
        assertThat(lacking.read(id, "cart")).isNull();

        able.set(id, "cart", "pen");

        assertThat(lacking.read(id, "cart")).isEqualTo("pen");
    }

    private AttributeBytes bytesInGrid() {
        return Objects.requireNonNull(grid.record(id).attributes().present().get("cart"))
                .bytes();
    }
}
