package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.MemoryStore.Call;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A session that is kept beyond its request")
class KeptUseTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);
    private final SessionId id = here.sessionWith("cart", "book");
    private final SessionUse kept = here.sessions.find(id);

    KeptUseTest() {
        kept.setAttribute("user", "ada");
        kept.close();
        grid.forgetCounts();
    }

    @Test
    void isReadAsItIsNow() {
        elsewhere.set(id, "cart", "pen");

        assertThat(kept.attribute("cart")).isEqualTo("pen");
    }

    @Test
    void isAskedForOnceACall() {
        assertThat(kept.attribute("cart")).isEqualTo("book");
        assertThat(kept.attribute("user")).isEqualTo("ada");

        assertThat(grid.count()).isEqualTo(grid.count(Call.OPEN)).isEqualTo(2);
    }

    @Tag("G1")
    @Test
    void isCommittedAtOnce() {
        kept.setAttribute("cart", "pen");

        assertThat(elsewhere.read(id, "cart")).isEqualTo("pen");
    }

    @Test
    void staysUsableWhenALaterRequestChangesItsId() {
        try (SessionUse login = here.sessions.find(id)) {
            login.rotate(here.sessions.newSecret(id));
        }

        assertThat(kept.attribute("cart")).isEqualTo("book");
        assertThat(here.knows(id)).isFalse();
    }

    @Tag("G4")
    @Test
    void isGoneIfItHasEnded() {
        try (SessionUse other = elsewhere.sessions.find(id)) {
            other.end();
        }

        assertThat(kept.isValid()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> kept.attribute("cart"));
        assertThatIllegalStateException().isThrownBy(() -> kept.setAttribute("cart", "pen"));
    }

    @Tag("G6")
    @Test
    void canBeEndedAndReadByListeners() {
        AtomicReference<Object> told = new AtomicReference<>();

        boolean endedHere = kept.end(() -> told.set(Objects.requireNonNull(kept.attribute("cart"))));

        assertThat(endedHere).isTrue();
        assertThat(told).hasValue("book");
        assertThat(elsewhere.knows(id)).isFalse();
    }

    @Tag("G6")
    @Test
    void canBeReadByListenersThoughItsRequestIsOverMeanwhile() throws InterruptedException {
        SessionUse use = here.sessions.find(id);
        AtomicReference<Object> told = new AtomicReference<>();
        try (MemoryStore.Gate gate = grid.stall(Call.END)) {
            CompletableFuture<Boolean> end = CompletableFuture.supplyAsync(
                    () -> use.end(() -> told.set(Objects.requireNonNull(use.attribute("cart")))));
            gate.awaitArrival();

            use.close();
            gate.close();

            assertThat(end).succeedsWithin(AppServer.HALF_AN_HOUR).isEqualTo(true);
        }
        assertThat(told).hasValue("book");
    }

    @Test
    void isUsedNoLongerOnceTheCallIsOver() {
        kept.attribute("cart");

        assertThat(kept.isOpen()).isFalse();
        assertThat(here.sessions.liveSessions()).isEqualTo(1);
    }
}
