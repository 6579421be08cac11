package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.SessionId;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A change in place")
@Tag("G8")
class ChangesInPlaceTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);

    @Test
    void isFoundInAListThatWasRead() {
        SessionId id = elsewhere.sessionWith("cart", listOf("book"));

        try (SessionUse use = here.sessions.find(id)) {
            list(use.attribute("cart")).add("pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Test
    void isFoundDeepInside() {
        SessionId id = elsewhere.sessionWith("cart", new HashMap<>(Map.of("books", listOf("ada"))));

        try (SessionUse use = here.sessions.find(id)) {
            Map<?, ?> cart = (Map<?, ?>) Objects.requireNonNull(use.attribute("cart"));
            list(cart.get("books")).add("grace");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(Map.of("books", List.of("ada", "grace")));
    }

    @Test
    void isFoundEveryTime() {
        SessionId id = elsewhere.sessionWith("cart", listOf());

        for (int i = 0; i < 5; i++) {
            try (SessionUse use = here.sessions.find(id)) {
                list(use.attribute("cart")).add("x");
                use.commit();
                list(use.attribute("cart")).add("y");
            }
            assertThat(list(elsewhere.read(id, "cart"))).hasSize(2 * (i + 1));
        }
    }

    @Test
    void isFoundAfterTheObjectWasSetAndCommitted() {
        SessionId id = here.session();
        List<String> cart = listOf("book");

        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", cart);
            use.commit();
            cart.add("pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Test
    void isFoundBetweenSetAndCommit() {
        SessionId id = here.session();
        List<String> cart = listOf("book");

        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", cart);
            cart.add("pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Test
    void isFoundInANewSession() {
        SessionId id = here.sessions.newId();
        List<String> cart = listOf("book");

        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", cart);
            use.commit();
            cart.add("pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Test
    void isNotLookedForWhileTheResponseIsStreamed() {
        SessionId id = here.sessionWith("cart", listOf("book"));

        try (SessionUse use = here.sessions.find(id)) {
            list(use.attribute("cart")).add("pen");
            use.commitKnownChanges();
            assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book"));
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Test
    void isNotFoundIfOnlySetCounts() {
        AppServer server = new AppServer(grid, AppServer.detecting(ChangeDetection.SET));
        SessionId id = server.sessionWith("cart", listOf("book"));

        try (SessionUse use = server.sessions.find(id)) {
            list(use.attribute("cart")).add("pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book"));
    }

    @Test
    void isFoundIfOnlySetCountsAndTheObjectIsSetAgain() {
        AppServer server = new AppServer(grid, AppServer.detecting(ChangeDetection.SET));
        SessionId id = server.sessionWith("cart", listOf("book"));

        try (SessionUse use = server.sessions.find(id)) {
            List<String> cart = list(use.attribute("cart"));
            cart.add("pen");
            use.setAttribute("cart", cart);
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Test
    void byABackgroundThreadIsFoundIfAllIsLookedAt() {
        AppServer server = new AppServer(grid, AppServer.detecting(ChangeDetection.ALWAYS));
        List<String> cart = listOf("book");
        SessionId id = server.sessionWith("cart", cart);

        cart.add("pen");
        server.knows(id);

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Tag("G3")
    @Test
    void ofAnObjectThatAnotherServerReplacedMeanwhileWins() {
        SessionId id = elsewhere.sessionWith("cart", listOf("book"));

        try (SessionUse use = here.sessions.find(id)) {
            List<String> cart = list(use.attribute("cart"));
            elsewhere.set(id, "cart", listOf("ink"));
            assertThat(here.read(id, "cart")).isEqualTo(List.of("ink"));
            cart.add("pen");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book", "pen"));
        assertThat(here.read(id, "cart")).isEqualTo(List.of("book", "pen"));
    }

    @Tag("G3")
    @Test
    void ofAnObjectThatWasRemovedMeanwhileIsForgotten() {
        SessionId id = here.sessionWith("cart", listOf("book"));

        try (SessionUse use = here.sessions.find(id)) {
            List<String> cart = list(use.attribute("cart"));
            here.remove(id, "cart");
            cart.add("pen");
        }

        assertThat(elsewhere.read(id, "cart")).isNull();
    }

    @Tag("G13")
    @Test
    void thatCannotBeStoredCostsItselfOnly() {
        SessionId id = elsewhere.sessionWith("cart", new ArrayList<Object>(List.of("book")));

        try (SessionUse use = here.sessions.find(id)) {
            @SuppressWarnings("unchecked")
            List<Object> cart = (List<Object>) Objects.requireNonNull(use.attribute("cart"));
            cart.add(new Object());
            use.setAttribute("user", "ada");
        }

        assertThat(elsewhere.read(id, "cart")).isEqualTo(List.of("book"));
        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
    }

    @Tag("G10")
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @Test
    void ofAnObjectWithItsOwnLockNeverDeadlocksWithARequestThatHoldsIt() throws Exception {
        SessionId id = here.session();
        Locking locking = new Locking();
        here.set(id, "locking", locking);

        CompletableFuture<Void> other;
        try (SessionUse use = here.sessions.find(id)) {
            synchronized (locking) {
                locking.content.add("more");
                locking.expectWriter();
                other = CompletableFuture.runAsync(() -> here.read(id, "locking"));
                locking.awaitWriter();
                use.setAttribute("user", "ada");
                assertThat(use.attribute("made")).isEqualTo("here");
                use.setAttribute("locking", locking);
            }
        }
        other.get(20, TimeUnit.SECONDS);

        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
    }

    private static List<String> listOf(String... values) {
        return new ArrayList<>(List.of(values));
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(@Nullable Object value) {
        return (List<String>) Objects.requireNonNull(value);
    }

    /** As {@code Vector} and the synchronized collections: cannot be written while somebody else holds its lock. */
    private static final class Locking implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        private final List<String> content = new ArrayList<>();

        private transient volatile @Nullable CountDownLatch writing;

        void expectWriter() {
            writing = new CountDownLatch(1);
        }

        void awaitWriter() throws InterruptedException {
            if (!Objects.requireNonNull(writing).await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Nobody came to write it");
            }
        }

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            CountDownLatch begun = writing;
            if (begun != null && !Thread.holdsLock(this)) {
                begun.countDown();
            }
            synchronized (this) {
                out.defaultWriteObject();
            }
        }
    }
}
