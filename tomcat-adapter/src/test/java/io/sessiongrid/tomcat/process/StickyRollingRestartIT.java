package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.BusyShoppers;
import io.sessiongrid.contract.Shopper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a balancer that keeps to the server in the session id, and servers that trust their copies. */
@Tag("G20")
@DisplayName("While shoppers keep to a Jetty and a Tomcat server,")
class StickyRollingRestartIT {
    private static final int MEMBERS = 2;
    private static final int SHOPPERS = 8;
    private static final int SOME = 4;
    private static final int OK = 200;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final ProcessCluster cluster = new ProcessCluster();
    private final List<DedicatedMember> members = new ArrayList<>();
    private final List<StickyBalancer.Routed> servers = new ArrayList<>();
    private final List<Shopper> shoppers = Stream.generate(() -> new Shopper("/shop/read", "/shop/add?thing="))
            .limit(SHOPPERS)
            .toList();

    @BeforeEach
    void openShops() {
        Stream.generate(cluster::startMember).limit(MEMBERS).forEach(members::add);
        List<String> options = Stream.concat(cluster.jvmOptions().stream(), Stream.of("-Dsessiongrid.sticky=true"))
                .toList();
        String line = "<Manager className=\"io.sessiongrid.tomcat.GridManager\" mode=\"client\"/>";
        Path war = War.ofShop().write("shop.war");
        servers.add(new StickyBalancer.Routed("jetty", JettyProcess.start("jetty", options)));
        servers.add(new StickyBalancer.Routed(
                "tomcat", TomcatProcess.start(Distribution.tomcat11(), "tomcat", line, options, List.of(war))));
        cluster.awaitMembers();
        servers.forEach(each -> each.server().awaitStarted());
    }

    @AfterEach
    void closeShops() {
        servers.forEach(each -> each.server().close());
        cluster.close();
    }

    @Test
    @DisplayName("all members and then both servers are restarted, and no request fails and no write is lost")
    void nothingFails() {
        for (int i = 0; i < SHOPPERS; i++) {
            assertThat(shoppers.get(i).add(servers.get(i % servers.size()).server()))
                    .isTrue();
        }
        BusyShoppers busy = new BusyShoppers(shoppers, new StickyBalancer(servers), PAUSE);
        try {
            restartMembers(busy);
            restartServers(busy);
        } finally {
            busy.stop();
        }

        for (Shopper shopper : shoppers) {
            assertThat(shopper.failures()).isEmpty();
            assertThat(shopper.complaints()).isEmpty();
            assertThat(shopper.answered()).isEqualTo(shopper.sent());
            assertThat(servers).allMatch(each -> shopper.tokens(each.server()).equals(shopper.sent()));
        }
    }

    private void restartMembers(BusyShoppers busy) {
        for (int i = 0; i < MEMBERS; i++) {
            awaitSafe();
            DedicatedMember leaving = members.remove(0);
            leaving.child().terminate();
            assertThat(leaving.child().awaitEnd()).isZero();
            DedicatedMember added = cluster.startMember();
            added.awaitJoined();
            members.add(added);
            busy.awaitMoreAnswers(SOME);
        }
    }

    private void restartServers(BusyShoppers busy) {
        for (StickyBalancer.Routed each : servers) {
            each.server().child().terminate();
            assertThat(each.server().child().awaitEnd()).isEqualTo(Child.ENDED_BY_SIGTERM);
            busy.awaitMoreAnswers(SOME);
            each.server().startAgain();
            each.server().awaitStarted();
            busy.awaitMoreAnswers(SOME);
        }
    }

    private void awaitSafe() {
        await().atMost(PATIENCE).until(() -> members.get(0).health("safe?wait=" + PATIENCE.toSeconds() + "s") == OK);
    }
}
