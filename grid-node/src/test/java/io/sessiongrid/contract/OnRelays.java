package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Tests that cut the network between application servers and grid. */
interface OnRelays extends OnStage {
    /** Setting {@code timeout} of all servers. */
    Duration TIMEOUT = Duration.ofSeconds(1);

    /** In the order of the servers; the last is for {@link #startThird}. */
    List<Relay> relays();

    /** Starts one more server, on the last relay. */
    ContractServer startThird();

    default Relay relayOf(ContractServer server) {
        return relays().get(stage().servers().indexOf(server));
    }

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

    static void awaitService(ContractServer server) {
        await().atMost(PATIENCE)
                .until(() -> new Browser()
                                .ask(server, Page.running(web -> web.set("a", "1")))
                                .status()
                        == 200);
    }

    default void cut() {
        relays().forEach(Relay::cut);
    }

    default void mend() {
        relays().forEach(Relay::mend);
        awaitService(first());
        awaitService(second());
    }

    static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.retryAfter()).hasSize(1).first().asString().matches("\\d+");
    }

    /** Also that the browser has the same id afterwards. */
    static void assertUnavailable(Browser browser, ContractServer server, ServletCode code) {
        String id = Browser.withoutRoute(browser.cookie());

        assertUnavailable(browser.ask(server, Page.running(code)));

        assertThat(Browser.withoutRoute(browser.cookie())).isEqualTo(id);
    }
}
