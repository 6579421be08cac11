package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ContractServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@Tag("G15")
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("On Jetty 12.1, Tomcat 11 and Tomcat 10.1 at once,")
class CrossingIT {
    /** A pool could hold back the requests that are to overlap. */
    private static final Executor A_THREAD_EACH = task -> new Thread(task).start();

    private static final int BROWSERS = 4;
    private static final int ROUNDS = 30;

    /** The attributes that {@code /shop/fill} sets, as text. */
    private static final String FILLED = "day=2026-11-23, instant=1970-01-01T00:00:00Z, list=[a, b],"
            + " long=9223372036854775807, map={k=[1, 2]}, price=12.50, text=ünï¢ödé,"
            + " uuid=00000000-0000-0001-0000-000000000002, whole=42}";

    private final ThreeContainers containers = new ThreeContainers();

    @AfterAll
    void stop() {
        containers.close();
    }

    @Test
    @DisplayName("a session moves from one to the next with its attributes, times and user's changes in place")
    void sessionMoves() {
        Browser browser = new Browser();
        browser.fetch(containers.jetty(), "/shop/fill");
        browser.fetch(containers.jetty(), "/shop/idle?seconds=1234");
        String onJetty = body(browser, containers.jetty(), "/shop/add?thing=jetty");

        String onTomcat11 = body(browser, containers.tomcat11(), "/shop/add?thing=t11");
        String onTomcat101 = body(browser, containers.tomcat101(), "/shop/add?thing=t101");
        String backOnJetty = body(browser, containers.jetty(), "/shop/read");

        assertThat(onJetty).startsWith("idle=1234 created=").endsWith("{basket=[jetty], " + FILLED);
        assertThat(onTomcat11).isEqualTo(onJetty.replace("[jetty]", "[jetty, t11]"));
        assertThat(onTomcat101).isEqualTo(onJetty.replace("[jetty]", "[jetty, t11, t101]"));
        assertThat(backOnJetty).isEqualTo(onTomcat101);
    }

    @Test
    @Tag("G5")
    @DisplayName("an id that one of them has changed opens nothing on any, and the new one everything on all")
    void idIsRotatedForAll() {
        for (ContractServer rotating : containers.all()) {
            Browser browser = new Browser();
            browser.fetch(rotating, "/shop/add?thing=a");
            containers.all().forEach(server -> browser.fetch(server, "/shop/read"));
            Browser thief = browser.copy();

            browser.fetch(rotating, "/shop/rotate");

            for (ContractServer server : containers.all()) {
                assertThat(body(thief.copy(), server, "/shop/read")).isEqualTo("no session");
                assertThat(body(browser, server, "/shop/read")).contains("basket=[a]");
            }
        }
    }

    @Test
    @DisplayName("each adds its own route to the id, and accepts that of the others")
    void routeFollowsTheServer() {
        Browser browser = new Browser();
        browser.fetch(containers.jetty(), "/shop/add?thing=a");
        String first = browser.cookie();

        browser.fetch(containers.tomcat11(), "/shop/read");
        String second = browser.cookie();
        browser.fetch(containers.tomcat101(), "/shop/read");
        String third = browser.cookie();

        assertThat(first).endsWith(".jetty");
        assertThat(second).isEqualTo(Browser.withoutRoute(first) + ".t11");
        assertThat(third).isEqualTo(Browser.withoutRoute(first) + ".t101");
    }

    @Test
    @Tag("G4")
    @DisplayName("a session that one of them has ended is gone on all")
    void endIsSeenByAll() {
        for (ContractServer ending : containers.all()) {
            Browser browser = new Browser();
            browser.fetch(ending, "/shop/add?thing=a");
            containers.all().forEach(server -> browser.fetch(server, "/shop/read"));
            Browser stale = browser.copy();

            assertThat(body(browser, ending, "/shop/end")).isEqualTo("no session");

            for (ContractServer server : containers.all()) {
                assertThat(body(stale.copy(), server, "/shop/read")).isEqualTo("no session");
            }
        }
    }

    @Test
    @Tag("G1")
    @Tag("G8")
    @DisplayName("requests that go round them lose no change of an object in place")
    void alternatingRequestsLoseNothing() {
        Stream<CompletableFuture<Void>> browsers = IntStream.range(0, BROWSERS)
                .mapToObj(first -> CompletableFuture.runAsync(() -> goRound(first), A_THREAD_EACH));

        browsers.toList().forEach(CompletableFuture::join);
    }

    private void goRound(int first) {
        Browser browser = new Browser();
        List<String> added = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            added.add("thing" + round);
            ContractServer server =
                    containers.all().get((first + round) % containers.all().size());

            Answer answer = browser.fetch(server, "/shop/add?thing=thing" + round);

            assertThat(answer.body()).contains("basket=" + added);
        }
    }

    @Test
    @Tag("G3")
    @DisplayName("overlapping requests that change different attributes keep all changes")
    void overlappingRequestsMerge() {
        Browser browser = new Browser();
        browser.fetch(containers.jetty(), "/shop/add?thing=a");

        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            List<CompletableFuture<Answer>> overlapping = IntStream.range(
                            0, containers.all().size())
                    .mapToObj(i ->
                            browser.copy().start(containers.all().get(i), "/shop/count?name=on" + i + "&to=" + number))
                    .toList();
            overlapping.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));

            assertThat(body(browser, containers.tomcat11(), "/shop/read"))
                    .contains("basket=[a], on0=%d, on1=%d, on2=%d".formatted(number, number, number));
        }
    }

    private static String body(Browser browser, ContractServer server, String page) {
        return browser.fetch(server, page).body();
    }
}
