package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Requests that use one session at once")
@Tag("G3")
class SharedSessionTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);
    private final SessionId id = elsewhere.sessionWith("cart", new ArrayList<>(List.of("book")));

    @Test
    void shareTheObjectsOnOneServer() {
        try (SessionUse first = here.sessions.find(id);
                SessionUse second = here.sessions.find(id)) {
            assertThat(first.attribute("cart")).isNotNull().isSameAs(second.attribute("cart"));
        }
    }

    @Test
    void shareTheObjectsWithLaterOnes() {
        Object before = here.read(id, "cart");

        assertThat(here.read(id, "cart")).isNotNull().isSameAs(before);
    }

    @Test
    void seeEachOthersChangesOnOneServerAtOnce() {
        try (SessionUse first = here.sessions.find(id);
                SessionUse second = here.sessions.find(id)) {
            assertThat(second.attribute("user")).isNull();

            first.setAttribute("user", "ada");
            first.removeAttribute("cart");

            assertThat(second.attribute("user")).isEqualTo("ada");
            assertThat(second.attributeNames()).containsExactly("user");
        }
    }

    @Test
    void keepEachOthersChangesToDifferentAttributesOnDifferentServers() {
        try (SessionUse first = here.sessions.find(id);
                SessionUse second = elsewhere.sessions.find(id)) {
            first.setAttribute("user", "ada");
            second.setAttribute("theme", "dark");
            second.removeAttribute("cart");
            first.commit();
            second.commit();

            assertThat(second.attribute("user")).isEqualTo("ada");
        }

        assertThat(here.read(id, "theme")).isEqualTo("dark");
        assertThat(here.read(id, "cart")).isNull();
        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
    }

    @Test
    void keepALoginAndWhatAnotherServerWritesMeanwhile() {
        SessionId renewed = here.sessions.newSecret(id);
        SessionUser ada = new SessionUser("ada", "FORM");
        try (SessionUse login = here.sessions.find(id);
                SessionUse writing = elsewhere.sessions.find(id)) {
            assertThat(writing.isValid()).isTrue();
            login.rotate(renewed);
            login.setUser(ada);
            writing.setAttribute("theme", "dark");
            login.commit();
            writing.commit();
        }

        assertThat(grid.record(id).user()).isEqualTo(ada);
        assertThat(here.read(renewed, "theme")).isEqualTo("dark");
        assertThat(elsewhere.knows(id)).isFalse();
    }

    @Test
    void leaveTheLastCommitOfTheSameAttribute() {
        try (SessionUse first = here.sessions.find(id);
                SessionUse second = elsewhere.sessions.find(id)) {
            first.setAttribute("user", "ada");
            second.setAttribute("user", "grace");
            second.commit();
            first.commit();
        }

        assertThat(here.read(id, "user")).isEqualTo("ada");
        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
    }

    @Test
    void keepWhatIsNotCommittedYetWhenNewsOfOthersArrive() {
        try (SessionUse first = here.sessions.find(id)) {
            first.setAttribute("user", "ada");
            first.removeAttribute("cart");
            elsewhere.set(id, "user", "grace");
            elsewhere.set(id, "cart", "pen");
            elsewhere.set(id, "theme", "dark");

            try (SessionUse second = here.sessions.find(id)) {
                assertThat(second.attribute("theme")).isEqualTo("dark");
                assertThat(second.attribute("user")).isEqualTo("ada");
                assertThat(second.attribute("cart")).isNull();
            }
        }

        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
        assertThat(elsewhere.read(id, "cart")).isNull();
    }

    @Test
    void learnOfManyRemovalsOnTheOtherServer() {
        for (int i = 0; i < 50; i++) {
            here.set(id, "a" + i, "x");
        }
        assertThat(elsewhere.read(id, "a0")).isEqualTo("x");
        for (int i = 0; i < 50; i++) {
            here.remove(id, "a" + i);
        }

        try (SessionUse use = elsewhere.sessions.find(id)) {
            assertThat(use.attributeNames()).containsExactly("cart");
        }
    }

    @Test
    void keepWhatIsNotCommittedYetWhenEverythingIsSentAnew() {
        for (int i = 0; i < 50; i++) {
            here.set(id, "a" + i, "x");
        }
        try (SessionUse first = elsewhere.sessions.find(id)) {
            first.setAttribute("mine", "y");
            for (int i = 0; i < 50; i++) {
                here.remove(id, "a" + i);
            }

            try (SessionUse second = elsewhere.sessions.find(id)) {
                assertThat(second.attributeNames()).containsExactlyInAnyOrder("cart", "mine");
            }
        }

        assertThat(here.read(id, "mine")).isEqualTo("y");
    }

    @Tag("G10")
    @Test
    void waitForEachOthersCallsNoLongerThanForTheGrid() throws Exception {
        SessionRules impatient = new SessionRules(
                Duration.ofMillis(200),
                false,
                null,
                ChangeDetection.AUTO,
                UnreadableAttributes.ABSENT,
                1_000L,
                Duration.ofMinutes(1),
                null,
                Duration.ZERO,
                AppServer.TURN,
                null);
        AppServer server = new AppServer(grid, impatient);
        try (SessionUse first = server.sessions.find(id);
                SessionUse second = server.sessions.find(id)) {
            first.setAttribute("user", "ada");
            MemoryStore.Gate gate = grid.stall(MemoryStore.Call.COMMIT);
            CompletableFuture<Void> commit = CompletableFuture.runAsync(first::commit);
            gate.awaitArrival();

            assertThatThrownBy(second::isValid)
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("waited longer than 200 ms for a parallel request's call");

            gate.close();
            commit.get(10, TimeUnit.SECONDS);
        }
    }
}
