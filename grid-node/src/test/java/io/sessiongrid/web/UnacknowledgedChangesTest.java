package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A change that the grid has not acknowledged")
@Tag("G1")
@Tag("G18")
class UnacknowledgedChangesTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);
    private final SessionId id = elsewhere.sessionWith("cart", "book");

    @ParameterizedTest
    @EnumSource
    void failsItsRequest(Fault fault) {
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "pen");
            grid.failNext(Call.COMMIT, fault);

            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isCarriedByTheNextCommitOfItsRequest(Fault fault) {
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "pen");
            here.commitInVain(use, fault);
            use.commit();

            assertThat(elsewhere.read(id, "cart")).isEqualTo("pen");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isCarriedByTheNextCommitAfterItsRequest(Fault fault) {
        here.closeInVain(id, fault, use -> use.setAttribute("cart", "pen"));

        here.set(id, "user", "ada");

        assertThat(elsewhere.read(id, "cart")).isEqualTo("pen");
    }

    @ParameterizedTest
    @EnumSource
    void isCarriedByARequestThatOnlyReads(Fault fault) {
        here.closeInVain(id, fault, use -> use.setAttribute("cart", "pen"));

        assertThat(here.read(id, "cart")).isEqualTo("pen");

        assertThat(elsewhere.read(id, "cart")).isEqualTo("pen");
    }

    @ParameterizedTest
    @EnumSource
    void isCarriedAlsoIfItIsARemoval(Fault fault) {
        here.closeInVain(id, fault, use -> use.removeAttribute("cart"));

        assertThat(here.read(id, "cart")).isNull();

        assertThat(elsewhere.read(id, "cart")).isNull();
    }

    @Tag("G8")
    @ParameterizedTest
    @EnumSource
    void isCarriedAlsoIfItWasMadeInPlace(Fault fault) {
        SessionId mutable = elsewhere.sessionWith("cart", new ArrayList<>(List.of("book")));
        here.closeInVain(mutable, fault, use -> AppServer.listIn(use, "cart").add("pen"));

        here.set(mutable, "user", "ada");

        assertThat(elsewhere.read(mutable, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @ParameterizedTest
    @EnumSource
    void isCarriedAlsoIfItIsTheIntervalOrTheUser(Fault fault) {
        SessionUser ada = new SessionUser("ada", "FORM");
        here.closeInVain(id, fault, use -> {
            use.setMaxInactiveInterval(Duration.ofMinutes(1));
            use.setUser(ada);
        });

        here.set(id, "cart", "pen");

        assertThat(grid.record(id).times().lifetime().maxInactiveInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(grid.record(id).user()).isEqualTo(ada);
    }

    @Tag("G2")
    @ParameterizedTest
    @EnumSource
    void givesWayToWhatWasConfirmedToOthersMeanwhile(Fault fault) {
        here.closeInVain(id, fault, use -> use.setAttribute("cart", "pen"));
        elsewhere.set(id, "cart", "ink");

        here.set(id, "user", "ada");

        assertThat(elsewhere.read(id, "cart")).isEqualTo("ink");
        assertThat(here.read(id, "cart")).isEqualTo("ink");
    }

    /** The user has tried again, and was answered, before the request that failed was over. */
    @Tag("G2")
    @ParameterizedTest
    @EnumSource
    void givesWayToWhatWasConfirmedToOthersBeforeItsRequestIsOver(Fault fault) {
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "pen");
            use.setAttribute("user", "ada");
            here.commitInVain(use, fault);

            elsewhere.set(id, "cart", "ink");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo("ink");
        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
        assertThat(here.read(id, "cart")).isEqualTo("ink");
    }

    @Tag("G2")
    @ParameterizedTest
    @EnumSource
    void givesWayToARemovalThatWasConfirmedToOthers(Fault fault) {
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "pen");
            here.commitInVain(use, fault);

            elsewhere.remove(id, "cart");
        }

        assertThat(elsewhere.read(id, "cart")).isNull();
        assertThat(here.read(id, "cart")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void isNotLostIfItWasToCreateTheSession(Fault fault) {
        SessionId created = here.sessions.newId();

        try (SessionUse use = here.sessions.create(created, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "book");
            grid.failNext(Call.CREATE, fault);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
        }

        assertThat(elsewhere.read(created, "cart")).isEqualTo("book");
    }

    @ParameterizedTest
    @EnumSource
    void isFollowedByLaterOnesIfItWasToCreateTheSession(Fault fault) {
        SessionId created = here.sessions.newId();

        try (SessionUse use = here.sessions.create(created, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "book");
            use.setAttribute("removed", "x");
            use.setAttribute("kept", "y");
            grid.failNext(Call.CREATE, fault);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            use.setAttribute("cart", "pen");
            use.removeAttribute("removed");
        }

        assertThat(elsewhere.read(created, "cart")).isEqualTo("pen");
        assertThat(elsewhere.read(created, "removed")).isNull();
        assertThat(elsewhere.read(created, "kept")).isEqualTo("y");
    }

    @ParameterizedTest
    @EnumSource
    void isNotLostIfTheCommitAfterARepeatedCreationFailsToo(Fault fault) {
        SessionId created = here.sessions.newId();

        try (SessionUse use = here.sessions.create(created, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "book");
            grid.failNext(Call.CREATE, Fault.ANSWER_LOST);
            assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
            use.setAttribute("cart", "pen");
            here.commitInVain(use, fault);
        }

        assertThat(elsewhere.read(created, "cart")).isEqualTo("pen");
    }

    @Test
    void isNotForgottenIfItWasMadeWhileAnotherCommitWasUnderWay() throws Exception {
        try (SessionUse first = here.sessions.find(id);
                SessionUse second = here.sessions.find(id)) {
            first.setAttribute("cart", "pen");
            second.attribute("cart");
            MemoryStore.Gate gate = grid.stall(Call.COMMIT);
            CompletableFuture<Void> commit = CompletableFuture.runAsync(first::commit);
            gate.awaitArrival();

            second.setAttribute("cart", "ink");
            second.setAttribute("user", "ada");
            gate.close();
            commit.get(10, TimeUnit.SECONDS);
            second.commit();
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo("ink");
        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
    }

    @Tag("G13")
    @Test
    void isWhatItWasWhenItCouldLastBeStored() {
        List<Object> cart = new ArrayList<>(List.of("book"));
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", cart);
            cart.add(new Object());
            use.setAttribute("user", "ada");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book"));
        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
    }
}
