package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.BusyShoppers;
import io.sessiongrid.contract.Shopper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What {@code docs/operations.md} tells operators to do, done to three dedicated members and two app servers, while
 * shoppers are busy. The steps share the processes, so their order matters.
 */
@Tag("G20")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("While shoppers are busy on a Jetty and a Tomcat server,")
class RollingRestartIT {
    private static final int MEMBERS = 3;

    /** In more partitions than a member may lose without that anybody notices. */
    private static final int QUIET_SHOPPERS = 200;

    private static final int BUSY_SHOPPERS = 6;

    /** Answers to each of them, on both servers. */
    private static final int SOME = 4;

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Until all is well again, on any machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int EXIT_SAFE = 0;
    private static final int EXIT_UNSAFE = 3;

    private final ProcessCluster cluster = new ProcessCluster();
    private final List<DedicatedMember> members = new CopyOnWriteArrayList<>();
    private final List<ServerProcess> servers = new ArrayList<>();
    private final List<Shopper> quiet = shoppers(QUIET_SHOPPERS);
    private final List<Shopper> everBusy = shoppers(BUSY_SHOPPERS);
    private HealthWatch watch = new HealthWatch(List.of());
    private BusyShoppers busy = new BusyShoppers(List.of(), new RetryingBalancer(servers), PAUSE);

    private static List<Shopper> shoppers(int number) {
        return Stream.generate(() -> new Shopper("/shop/read", "/shop/add?thing="))
                .limit(number)
                .toList();
    }

    @BeforeAll
    void openShops() {
        Stream.generate(cluster::startMember).limit(MEMBERS).forEach(members::add);
        String line = "<Manager className=\"io.sessiongrid.tomcat.GridManager\" mode=\"client\"/>";
        Path war = War.ofShop().write("shop.war");
        servers.add(JettyProcess.start("jetty", cluster.jvmOptions()));
        servers.add(TomcatProcess.start(Distribution.tomcat11(), "tomcat", line, cluster.jvmOptions(), List.of(war)));
        cluster.awaitMembers();
        servers.forEach(ServerProcess::awaitStarted);
        awaitSafe();
        watch = new HealthWatch(members);
        quiet.parallelStream()
                .forEach(shopper -> assertThat(shopper.add(servers.get(0))).isTrue());
        // Nothing may fail because of a member, so nobody tries another server.
        AtomicInteger turn = new AtomicInteger();
        busy = new BusyShoppers(
                everBusy,
                (browser, page) -> browser.ask(servers.get(turn.getAndIncrement() % servers.size()), page),
                PAUSE);
        busy.awaitMoreAnswers(SOME);
    }

    @AfterAll
    void closeShops() {
        busy.stop();
        watch.stop();
        servers.forEach(ServerProcess::close);
        cluster.close();
    }

    @Test
    @Order(1)
    @DisplayName("a member is killed, and nobody calls that safe before its sessions have backups again")
    void memberIsKilled() {
        kill();

        assertThat(members).allMatch(member -> member.health("safe") == UNAVAILABLE);
        awaitSafe();
        assertNothingLost();
    }

    @Test
    @Order(2)
    @DisplayName("a member is added")
    void memberIsAdded() {
        add();

        awaitSafe();
        assertNothingLost();
    }

    @Test
    @Order(3)
    @DisplayName("a member is told to stop, and hands over before it leaves")
    void memberLeaves() {
        stop();

        awaitSafe();
        assertNothingLost();
    }

    @Test
    @Order(4)
    @DisplayName("another is added")
    void anotherIsAdded() {
        add();

        awaitSafe();
        assertNothingLost();
    }

    @Test
    @Order(5)
    @DisplayName("all members are restarted, one after the other")
    void membersAreRestarted() {
        ProcessCluster.Status status = cluster.status(PATIENCE);
        assertThat(status.exitCode()).as(status.text()).isEqualTo(EXIT_SAFE);
        assertThat(members).allMatch(member -> member.health("safe") == OK);
        for (int i = 0; i < MEMBERS; i++) {
            awaitSafe();
            stop();
            add();
        }

        assertNothingLost();
    }

    @Test
    @Order(6)
    @DisplayName("both app servers are restarted, one after the other")
    void serversAreRestarted() {
        busy.stop();
        busy = new BusyShoppers(everBusy, new RetryingBalancer(servers), PAUSE);
        for (ServerProcess server : servers) {
            server.child().terminate();
            assertThat(server.child().awaitEnd()).isEqualTo(Child.ENDED_BY_SIGTERM);
            busy.awaitMoreAnswers(SOME);
            server.startAgain();
            server.awaitStarted();
            busy.awaitMoreAnswers(SOME);
        }

        assertNothingLost();
    }

    @Test
    @Order(7)
    @DisplayName("members are killed, each as soon as that is called safe, until none may be")
    void membersAreKilledWhenSafe() {
        while (members.size() > 1) {
            awaitSafe();
            kill();
        }

        assertNothingLost();
        assertThat(members.get(0).health("safe")).isEqualTo(UNAVAILABLE);
        assertThat(cluster.status(Duration.ZERO).exitCode()).isEqualTo(EXIT_UNSAFE);
    }

    @Test
    @Order(8)
    @DisplayName("no request fails, none of their writes is lost, and no member says what is not so")
    void nothingFails() {
        busy.stop();

        assertThat(watch.stop()).isEmpty();
        for (Shopper shopper : everBusy) {
            assertThat(shopper.failures()).isEmpty();
            assertThat(shopper.complaints()).isEmpty();
            assertThat(shopper.answered()).isEqualTo(shopper.sent());
            assertThat(servers).allMatch(server -> shopper.tokens(server).equals(shopper.sent()));
        }
    }

    private void kill() {
        members.remove(0).child().kill();
    }

    /** It is not ready from then on. */
    private void stop() {
        DedicatedMember leaving = members.remove(0);
        leaving.child().terminate();
        await().atMost(PATIENCE).until(() -> leaving.health("ready") == UNAVAILABLE);
        assertThat(members.get(0).health("safe")).isEqualTo(UNAVAILABLE);
        await().atMost(PATIENCE).until(() -> {
            assertThat(leaving.health("ready")).isNotEqualTo(OK);
            return !leaving.child().isAlive();
        });
        assertThat(leaving.child().awaitEnd()).isZero();
    }

    private void add() {
        DedicatedMember added = cluster.startMember();
        added.awaitJoined();
        assertThat(added.health("ready")).isEqualTo(OK);
        members.add(added);
    }

    private void awaitSafe() {
        int status = members.get(0).health("safe?wait=" + PATIENCE.toSeconds() + "s");
        assertThat(status).isEqualTo(OK);
    }

    private void assertNothingLost() {
        assertThat(quiet.parallelStream().filter(shopper -> !isAsBefore(shopper)))
                .isEmpty();
    }

    private boolean isAsBefore(Shopper shopper) {
        return servers.stream().allMatch(server -> shopper.tokens(server).equals(shopper.answered()));
    }
}
