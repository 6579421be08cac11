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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A grid that does not answer ends no session and changes no cookie, and nobody waits for it for long. */
@Guarantee("G10, G11, G12")
interface GridAway extends OnRelays {
    /** What a request may take beside its wait for the grid, on a busy machine. */
    Duration SLACK = Duration.ofSeconds(2);

    Duration PATIENCE = Duration.ofSeconds(60);

    ServletCode READ = web -> web.print(web.get("a"));

    @AfterEach
    default void bringTheGridBack() {
        relays().forEach(Relay::mend);
        awaitService(first());
        awaitService(second());
    }

    private static void awaitService(ContractServer server) {
        await().atMost(PATIENCE)
                .until(() -> new Browser()
                                .ask(server, Page.running(web -> web.set("a", "1")))
                                .status()
                        == 200);
    }

    private void cut() {
        relays().forEach(Relay::cut);
    }

    private void mend() {
        relays().forEach(Relay::mend);
        awaitService(first());
        awaitService(second());
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.retryAfter()).hasSize(1).first().asString().matches("\\d+");
    }

    /** Also that the browser has the same id afterwards. */
    private static void assertUnavailable(Browser browser, ContractServer server, ServletCode code) {
        String id = Browser.withoutRoute(browser.cookie());

        assertUnavailable(browser.ask(server, Page.running(code)));

        assertThat(Browser.withoutRoute(browser.cookie())).isEqualTo(id);
    }

    /** A browser whose session only the other server has used, so that the sticky one too must ask. */
    private Browser strangerTo(ContractServer server) {
        Browser browser = new Browser();
        browser.write(server == first() ? second() : first(), "a", "1");
        return browser;
    }

    @Test
    default void aRequestThatNeedsItsSessionIsToldToTryAgain() {
        for (ContractServer server : List.of(first(), second())) {
            Browser browser = strangerTo(server);
            cut();

            assertUnavailable(browser, server, READ);
            assertUnavailable(browser, server, Exchange::existingSession);
            assertUnavailable(browser, server, web -> web.set("a", "2"));
            mend();
        }
    }

    @Test
    default void aRequestThatDoesNotNeedItsSessionIsServed() {
        for (ContractServer server : List.of(first(), second())) {
            Browser browser = strangerTo(server);
            String id = Browser.withoutRoute(browser.cookie());
            cut();

            Answer answer = browser.ask(server, Page.running(web -> web.print("hello")));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(Browser.withoutRoute(browser.cookie())).isEqualTo(id);
            mend();
        }
    }

    @Test
    default void aRequestThatDoesNotNeedItsSessionDoesNotWaitForASilentGrid() {
        Browser browser = strangerTo(second());
        browser.fetch(second(), Page.running(web -> web.print("warm")));
        relayOf(second()).silence();
        long start = System.nanoTime();

        Browser another = browser.withRoute("n1");
        assertThat(another.ask(second(), Page.running(web -> web.print("hello")))
                        .body())
                .isEqualTo("hello");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
    }

    @Test
    default void aNewSessionIsRefused() {
        cut();

        assertUnavailable(new Browser().ask(first(), Page.running(web -> web.set("a", "1"))));
        assertUnavailable(new Browser().ask(second(), Page.running(web -> web.set("a", "1"))));
    }

    @Test
    default void theSessionIsThereWhenTheGridIsBack() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        browser.read(second(), "a");
        cut();
        browser.ask(second(), Page.running(READ));
        browser.ask(first(), Page.running(web -> web.session().invalidate()));

        mend();

        assertThat(browser.read(second(), "a")).isEqualTo("1");
        assertThat(browser.read(first(), "a")).isEqualTo("1");
    }

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

                assertUnavailable(held.join());
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

    /** It could not be told that its copy is not to be trusted any more. */
    @Test
    default void aStickyServerThatWasCutOffDoesNotOpenWhatEndedMeanwhile() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        Browser stale = browser.copy();
        relayOf(first()).cut();
        browser.run(second(), web -> web.session().invalidate());

        mend();

        assertThat(stale.hasSession(first())).isFalse();
    }

    @Test
    default void nobodyWaitsLongForAGridThatIsSilent() {
        Browser browser = strangerTo(second());
        relayOf(second()).silence();
        long start = System.nanoTime();

        assertUnavailable(browser, second(), READ);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
    }

    @Test
    default void nobodyWaitsLongForAGridThatIsGone() {
        Browser browser = strangerTo(second());
        cut();
        long start = System.nanoTime();

        assertUnavailable(browser, second(), READ);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
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

    @Test
    default void aServerThatStartsWhileTheGridIsAwayUsesItWhenItComes() {
        relays().get(2).cut();
        try (ContractServer third = startThird()) {
            assertThat(new Browser()
                            .ask(third, Page.running(web -> web.print("hello")))
                            .status())
                    .isEqualTo(200);
            assertUnavailable(new Browser().ask(third, Page.running(web -> web.set("a", "1"))));

            relays().get(2).mend();

            awaitService(third);
        }
    }

    @Test
    default void afterTheLossOfAllMembersNewOnesServe() {
        Browser browser = new Browser();
        browser.write(second(), "a", "1");
        stage().grid().terminateMembers();
        assertUnavailable(browser, second(), READ);

        stage().grid().startMember();
        stage().grid().startMember();
        mend();

        assertThat(browser.read(second(), "a")).isEqualTo("null");
        browser.write(second(), "a", "2");
        assertThat(browser.read(first(), "a")).isEqualTo("2");
    }
}
