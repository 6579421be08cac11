package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A session that nobody uses ends, once and with its listeners; one that somebody uses does not. */
@Guarantee("G6")
interface ExpiryRules extends OnStage {
    Duration PATIENCE = Duration.ofSeconds(30);

    /** A session of one second, made on the first server and used on the second; answers its id. */
    private String shortSession(Browser browser) {
        browser.run(first(), web -> {
            web.session().setMaxInactiveInterval(1);
            web.set("a", "1");
        });
        browser.write(second(), "b", "2");
        return browser.cookie();
    }

    private void awaitEnd(String id) {
        await().atMost(PATIENCE).until(() -> !destroyed(id).isEmpty());
    }

    private List<String> destroyed(String id) {
        return stage().events(id).stream()
                .filter(words -> words.startsWith("destroyed"))
                .toList();
    }

    @Test
    default void anExpiredSessionIsGoneForAllAndItsListenersAndValuesAreToldOnceWithItsAttributes() {
        ListenerRules.Bound value = ListenerRules.Bound.unique();
        Browser browser = new Browser();
        browser.write(first(), "value", value);
        String other = shortSession(new Browser());
        String id = shortSession(browser);
        awaitEnd(id);
        awaitEnd(other);
        // All that was past its time when these had ended has been looked at when this has ended, too.
        awaitEnd(shortSession(new Browser()));

        assertThat(destroyed(id)).singleElement().asString().startsWith("destroyed with {a=1, b=2, value=");
        assertThat(destroyed(other)).containsExactly("destroyed with {a=1, b=2}");
        assertThat(value.told()).containsExactly("bound to value", "unbound from value");
        for (ContractServer server : stage().servers()) {
            assertThat(browser.copy().hasSession(server)).isFalse();
        }
    }

    @Guarantee("G7")
    @Test
    default void aSessionLivesAsLongAsARequestUsesIt() {
        Browser busy = new Browser();
        String id = shortSession(busy);
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = busy.start(first(), Page.running(web -> {
                web.get("a");
                gate.pass();
                web.set("a", "at last");
            }));
            gate.awaitArrival();
            // Sessions that began later come to their end meanwhile.
            awaitEnd(shortSession(new Browser()));
            gate.open();
            assertThat(held.join().status()).isEqualTo(200);
        }

        assertThat(busy.read(second(), "a")).isEqualTo("at last");
        assertThat(destroyed(id)).isEmpty();
    }

    @Guarantee("G7")
    @Test
    default void aShorterIntervalHoldsAtOnceForTheOtherServer() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        browser.read(second(), "a");

        browser.run(first(), web -> web.session().setMaxInactiveInterval(1));

        awaitEnd(browser.cookie());
        assertThat(browser.copy().hasSession(second())).isFalse();
    }
}
