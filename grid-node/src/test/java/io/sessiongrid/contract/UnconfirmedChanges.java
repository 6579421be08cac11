package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the grid did not confirm is no success, whether it was done or not; and what was done is done once. */
@Guarantee("G1, G5, G12, G18")
interface UnconfirmedChanges extends OnRelays {
    @Test
    default void aChangeThatIsNotSafeIsNotAnsweredWithSuccess() {
        for (ContractServer server : List.of(first(), second())) {
            Browser browser = new Browser();
            browser.write(server, "a", "1");
            try (Gate gate = new Gate()) {
                CompletableFuture<Answer> held = browser.start(server, Page.running(web -> {
                    READ.run(web);
                    gate.pass();
                    web.set("a", "2");
                }));
                gate.awaitArrival();
                cut();
                gate.open();

                OnRelays.assertUnavailable(held.join());
            }
            mend();
            assertThat(browser.read(server, "a")).isIn("1", "2");
        }
    }

    @Test
    default void aChangeThatIsNotSafeAfterTheFirstByteCutsTheResponseShort() throws IOException {
        assertCutShort(web -> web.set("a", new AtomicInteger(2)));
    }

    @Test
    default void aChangeInPlaceThatIsNotSafeAfterTheFirstByteCutsTheResponseShort() throws IOException {
        assertCutShort(web -> web.get("a", AtomicInteger.class).set(2));
    }

    private void assertCutShort(ServletCode change) throws IOException {
        Browser browser = new Browser();
        browser.write(second(), "a", new AtomicInteger(1));
        Gate gate = new Gate();
        ServletCode code = web -> {
            READ.run(web);
            web.flush();
            gate.pass();
            change.run(web);
        };
        try (gate;
                RawExchange held = browser.open(second(), code)) {
            held.head();
            assertThat(held.chunk()).isEqualTo("1");
            cut();
            gate.open();

            assertThat(catchThrowable(held::chunk)).isInstanceOf(IOException.class);
        }
    }

    @Test
    default void aNewIdThatTheGridDidNotConfirmIsAFailureAndNoNewId() {
        for (ContractServer server : List.of(first(), second())) {
            assertRotationFails(server, Relay::cut);
        }
    }

    /** The grid has changed the id, but nobody could say so. */
    @Test
    default void aNewIdWhoseConfirmationIsLostIsAFailureAndNoNewId() {
        for (ContractServer server : List.of(first(), second())) {
            assertRotationFails(server, Relay::silence);
        }
    }

    /** Whoever is asked next, as soon as the server that failed has had time to put things right. */
    @Test
    default void aNewIdWhoseConfirmationIsLostLosesNoSessionOnTheOtherServer() {
        Browser browser = new Browser();
        browser.write(second(), "a", "1");
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.start(second(), Page.running(web -> {
                READ.run(web);
                gate.pass();
                web.request().changeSessionId();
            }));
            gate.awaitArrival();
            relayOf(second()).silence();
            gate.open();
            held.join();
        }
        mend();

        await().atMost(Duration.ofSeconds(5)).until(() -> browser.copy().hasSession(first()));
    }

    private void assertRotationFails(ContractServer server, Consumer<Relay> trouble) {
        Browser browser = new Browser();
        browser.write(server, "a", "1");
        String id = browser.id(server);
        AtomicReference<Throwable> told = new AtomicReference<>();
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.start(server, Page.running(web -> {
                READ.run(web);
                gate.pass();
                told.set(catchThrowable(() -> web.request().changeSessionId()));
                web.print(", then " + web.session().getId());
            }));
            gate.awaitArrival();
            trouble.accept(relayOf(server));
            gate.open();

            assertThat(held.join().cookies()).isEmpty();
            assertThat(told.get()).isInstanceOf(RuntimeException.class);
        }
        mend();
        assertThat(browser.withoutRoute().read(server, "a")).isEqualTo("1");
        assertThat(browser.read(server == first() ? second() : first(), "a")).isEqualTo("1");
        assertThat(browser.id(server)).isEqualTo(id);
    }

    @Test
    default void anEndThatTheGridDidNotConfirmIsAFailure() {
        Browser browser = new Browser();
        browser.write(second(), "a", "1");
        AtomicReference<Throwable> told = new AtomicReference<>();
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.start(second(), Page.running(web -> {
                READ.run(web);
                gate.pass();
                told.set(catchThrowable(() -> web.session().invalidate()));
            }));
            gate.awaitArrival();
            cut();
            gate.open();
            held.join();

            assertThat(told.get()).isInstanceOf(RuntimeException.class);
        }
    }

    /** The connection breaks before the confirmation has come, so the change is sent again, after a later one. */
    @Test
    default void aChangeThatIsSentTwiceDoesNotUndoALaterOne() {
        Browser browser = new Browser();
        browser.write(second(), "a", "1");
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.copy().start(second(), Page.running(web -> {
                READ.run(web);
                gate.pass();
                web.set("a", "2");
            }));
            gate.awaitArrival();
            relayOf(second()).silence();
            gate.open();
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> browser.withoutRoute().read(first(), "a").equals("2"));
            browser.withoutRoute().write(first(), "a", "3");

            relayOf(second()).cut();
            relayOf(second()).mend();
            held.join();
        }
        mend();

        assertThat(browser.withoutRoute().read(first(), "a")).isEqualTo("3");
        assertThat(browser.withoutRoute().read(second(), "a")).isEqualTo("3");
    }

    @Test
    default void aChangeWhoseConfirmationIsLostIsMadeOnce() {
        Browser browser = new Browser();
        browser.write(second(), "a", "1");
        String id = browser.id(second());
        long writes = stage().grid().writes(id);
        relayOf(second()).silence();
        browser.ask(second(), Page.running(web -> web.set("a", "2")));
        mend();

        assertThat(browser.read(second(), "a")).isIn("1", "2");
        assertThat(stage().grid().writes(id)).isBetween(writes, writes + 1);
    }
}
