package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A change that is taken back before the grid has acknowledged it")
@Tag("G1")
@Tag("G18")
class TakenBackChangesTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);
    private final SessionId id = elsewhere.sessionWith("cart", "book");

    @ParameterizedTest
    @EnumSource
    void isTakenBackIfTheAttributeIsSetToWhatTheGridHadBefore(Fault fault) {
        here.closeInVain(id, fault, use -> use.setAttribute("cart", "pen"));

        here.set(id, "cart", "book");

        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
        assertThat(here.read(id, "cart")).isEqualTo("book");
    }

    @ParameterizedTest
    @EnumSource
    void isTakenBackInItsOwnRequest(Fault fault) {
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "pen");
            here.commitInVain(use, fault);
            use.setAttribute("cart", "book");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
    }

    @ParameterizedTest
    @EnumSource
    void isTakenBackInPlace(Fault fault) {
        SessionId mutable = elsewhere.sessionWith("cart", new ArrayList<>(List.of("book")));
        here.closeInVain(mutable, fault, use -> AppServer.listIn(use, "cart").add("pen"));

        try (SessionUse use = here.sessions.find(mutable)) {
            AppServer.listIn(use, "cart").remove("pen");
        }

        assertThat(elsewhere.read(mutable, "cart")).isEqualTo(List.of("book"));
    }

    @ParameterizedTest
    @EnumSource
    void isTakenBackByARemoval(Fault fault) {
        here.closeInVain(id, fault, use -> use.setAttribute("new", "x"));

        here.remove(id, "new");

        assertThat(elsewhere.read(id, "new")).isNull();
    }

    @Test
    void isNotForgottenIfItTakesBackWhatIsUnderWay() throws Exception {
        try (SessionUse first = here.sessions.find(id);
                SessionUse second = here.sessions.find(id)) {
            first.setAttribute("cart", "pen");
            first.setAttribute("new", "x");
            assertThat(second.isValid()).isTrue();
            MemoryStore.Gate gate = grid.stall(Call.COMMIT);
            CompletableFuture<Void> commit = CompletableFuture.runAsync(first::commit);
            gate.awaitArrival();

            second.setAttribute("cart", "book");
            second.removeAttribute("new");
            gate.close();
            commit.get(10, TimeUnit.SECONDS);
            second.commit();
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
        assertThat(elsewhere.read(id, "new")).isNull();
    }

    @Test
    void isNotForgottenWhenOthersChangedTheAttributeBeforeItWasSetBack() {
        try (SessionUse first = here.sessions.find(id);
                SessionUse second = here.sessions.find(id)) {
            first.setAttribute("cart", "pen");
            elsewhere.set(id, "cart", "ink");
            // Brings the news of the other server while the change is still to be committed.
            assertThat(second.attribute("cart")).isEqualTo("pen");

            second.setAttribute("cart", "book");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");
        assertThat(here.read(id, "cart")).isEqualTo("book");
    }
}
