package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A grid that answers nothing for a while logs nobody out. */
@Guarantee("G12")
interface GridStandsStill extends OnStage {
    /** A browser whose session both servers know. */
    private Browser knownToBoth() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            web.set("a", "1");
            web.set("b", "2");
        });
        browser.read(second(), "a");
        return browser;
    }

    @Test
    default void aRequestThatNeedsItsSessionIsToldToTryAgainAndFindsItAfterwards() {
        List<ServletCode> reading = List.of(web -> web.get("a"), Exchange::existingSession);
        List<Attempt> attempts = stage().servers().stream()
                .flatMap(server -> Stream.concat(
                        reading.stream().map(code -> new Attempt(knownToBoth(), server, code, false)),
                        Stream.of(new Attempt(knownToBoth(), server, web -> web.set("a", "3"), true))))
                .toList();
        List<Answer> answers;
        try (Gate standstill = stage().grid().insides().standStill()) {
            List<CompletableFuture<Answer>> running =
                    attempts.stream().map(Attempt::start).toList();
            answers = running.stream().map(CompletableFuture::join).toList();
            standstill.open();
        }

        for (int index = 0; index < answers.size(); index++) {
            Answer answer = answers.get(index);
            // A server that keeps sessions itself may read them all the same.
            if (attempts.get(index).writes() || answer.status() != 200 || !stage().isEmbedded()) {
                OnRelays.assertUnavailable(answer);
                assertThat(answer.cookies()).isEmpty();
            }
        }
        for (Attempt attempt : attempts) {
            for (ContractServer server : stage().servers()) {
                awaitService(attempt.browser(), server);
                assertThat(attempt.browser().read(server, "a")).isIn("1", "3");
                assertThat(attempt.browser().read(server, "b")).isEqualTo("2");
            }
        }
    }

    /** Members that were silent are asked again once they have answered something. */
    private static void awaitService(Browser browser, ContractServer server) {
        await().atMost(OnRelays.PATIENCE)
                .until(() -> browser.ask(server, Page.running(OnRelays.READ)).status() == 200);
    }

    /** A request with an id that no server may trust without asking. */
    record Attempt(Browser browser, ContractServer server, ServletCode code, boolean writes) {
        CompletableFuture<Answer> start() {
            return browser.withoutRoute().start(server, Page.running(code));
        }
    }

    @Test
    default void aRequestThatDoesNotNeedItsSessionIsServedMeanwhile() {
        Browser browser = knownToBoth();
        String id = Browser.withoutRoute(browser.cookie());
        try (Gate standstill = stage().grid().insides().standStill()) {
            String body = browser.run(second(), web -> web.print("hello")).body();
            standstill.open();

            assertThat(body).isEqualTo("hello");
        }
        awaitService(browser, second());
        assertThat(browser.id(second())).isEqualTo(id);
    }
}
