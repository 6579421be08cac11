package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.RawExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("G20")
@DisplayName("Of three app servers that are members, a Jetty and a Tomcat server that are told to stop at once")
class LeavingServersIT {
    private static final int SESSIONS = 300;

    /** In seconds: more than the two for which Tomcat waits if nobody tells it to wait longer. */
    private static final int SLOW = 3;

    /**
     * In seconds: both servers then leave the grid at the same time, because Tomcat waits for idle connections, too.
     */
    private static final int SLOWER = TomcatProcess.STOP_WAIT;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A request that runs. */
    private record SlowRequest(Browser browser, RawExchange exchange) {
        static SlowRequest to(ServerProcess server, int seconds) throws IOException {
            Browser browser = new Browser();
            RawExchange exchange = browser.openPage(server, "/shop/slow?thing=late&seconds=" + seconds);
            server.child().awaitOutput("SLOW");
            return new SlowRequest(browser, exchange);
        }
    }

    private final ProcessCluster cluster = new ProcessCluster();
    private final ServerProcess jetty = startJetty("jetty");
    private final ServerProcess tomcat = startTomcat();
    private final ServerProcess stays = startJetty("stays");

    private ServerProcess startJetty(String route) {
        List<String> options = Stream.concat(cluster.jvmOptions().stream(), Stream.of("-Dsessiongrid.mode=embedded"))
                .toList();
        return JettyProcess.start(route, options);
    }

    private ServerProcess startTomcat() {
        Path war = War.ofShop().write("shop.war");
        String line = "<Manager className=\"io.sessiongrid.tomcat.GridManager\"/>";
        return TomcatProcess.start(Distribution.tomcat11(), "tomcat", line, cluster.jvmOptions(), List.of(war));
    }

    @BeforeEach
    void awaitGrid() {
        Stream.of(jetty, tomcat, stays).forEach(ServerProcess::awaitStarted);
        ProcessCluster.Status status = cluster.status(PATIENCE);
        assertThat(status.exitCode()).as(status.text()).isZero();
    }

    @AfterEach
    void stop() {
        Stream.of(jetty, tomcat, stays).forEach(ServerProcess::close);
    }

    @Test
    @DisplayName("answer the requests that run, whose writes are on the third, with every session that they held")
    void loseNothing() throws IOException {
        List<Browser> browsers = Stream.generate(Browser::new).limit(SESSIONS).toList();
        browsers.parallelStream().forEach(browser -> browser.fetch(jetty, "/shop/add?thing=a"));
        List<ServerProcess> leaving = List.of(jetty, tomcat);
        List<SlowRequest> running = List.of(SlowRequest.to(jetty, SLOWER), SlowRequest.to(tomcat, SLOW));

        leaving.forEach(server -> server.child().terminate());

        for (SlowRequest request : running) {
            assertThat(request.exchange().answer().status()).isEqualTo(200);
            assertThat(request.browser().fetch(stays, "/shop/read").body()).contains("basket=[late]");
        }
        assertThat(leaving).allMatch(server -> server.child().awaitEnd() == Child.ENDED_BY_SIGTERM);
        assertThat(browsers)
                .allSatisfy(browser ->
                        assertThat(browser.fetch(stays, "/shop/read").body()).contains("basket=[a]"));
    }
}
