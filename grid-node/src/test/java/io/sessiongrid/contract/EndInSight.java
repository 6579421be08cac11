package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What others see of a session while it ends, and of one that goes on elsewhere. */
@Guarantee("Servlet 6.1 §7.5")
interface EndInSight extends OnStage {
    /** In seconds. */
    int SHORT_LIFE = 2;

    /** A value that holds up the end of its session at a gate. */
    record Lingering(String name) implements Serializable, HttpSessionBindingListener {
        private static final Map<String, Gate> GATES = new ConcurrentHashMap<>();

        static Lingering at(Gate gate) {
            Lingering value = new Lingering(UUID.randomUUID().toString());
            GATES.put(value.name, gate);
            return value;
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            try {
                Objects.requireNonNull(GATES.get(name)).pass();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    @Guarantee("G4")
    default void whileASessionIsBeingInvalidatedNoNewRequestSeesIt() {
        Browser browser = new Browser();
        try (Gate gate = new Gate()) {
            browser.run(first(), web -> web.set("a", Lingering.at(gate)));
            CompletableFuture<Answer> ending = browser.copy()
                    .start(first(), Page.running(web -> web.session().invalidate()));
            gate.awaitArrival();

            assertGone(browser);

            gate.open();
            assertThat(ending.join().status()).isEqualTo(200);
        }
    }

    @Test
    @Guarantee("G4")
    default void whileListenersAreToldOfAnExpiryNoNewRequestSeesTheSession() {
        Browser browser = new Browser();
        try (Gate gate = new Gate()) {
            browser.run(first(), web -> {
                web.set("a", Lingering.at(gate));
                web.session().setMaxInactiveInterval(1);
            });
            gate.awaitArrival();

            assertGone(browser);
        }
    }

    private void assertGone(Browser browser) {
        for (ContractServer server : stage().servers()) {
            assertThat(browser.copy().hasSession(server)).isFalse();
        }
    }

    /** What Jetty's suite for scavenging in clusters says. */
    @Test
    @Guarantee("G7")
    default void aSessionThatWentOnElsewhereIsNotEndedByTheServerThatMadeIt() {
        Browser moved = shortSession();
        Browser left = shortSession();
        Instant end = Instant.now().plusSeconds(2 * SHORT_LIFE + 1);

        await().pollInterval(Duration.ofMillis(200))
                .atMost(ExpiryRules.PATIENCE)
                .until(() -> {
                    moved.write(second(), "a", "2");
                    return Instant.now().isAfter(end) && !destroyed(left).isEmpty();
                });

        assertThat(destroyed(moved)).isEmpty();
        assertThat(moved.read(first(), "a")).isEqualTo("2");
        assertThat(destroyed(left)).containsExactly("destroyed with {a=1}");
    }

    private Browser shortSession() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            web.session().setMaxInactiveInterval(SHORT_LIFE);
            web.set("a", "1");
        });
        return browser;
    }

    private List<String> destroyed(Browser browser) {
        return stage().events(browser.cookie()).stream()
                .filter(words -> words.startsWith("destroyed"))
                .toList();
    }
}
