package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two dedicated members on one side of a cable and one on the other, as shipped, each side with an app server that is a
 * client; the cable is pulled out and plugged in again.
 */
@Tag("G19")
@DisplayName("When the network between the members was cut for a while and is whole again")
class SplitIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SESSIONS = 24;
    private static final int PORT = 8080;

    private static final List<String> LEAN = List.of(
            "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dhazelcast.wait.seconds.before.join=0");

    private final String cluster = "split-" + UUID.randomUUID();
    private final List<Child> children = new ArrayList<>();
    private TwoNetworks networks;
    private Child first;
    private Child alone;
    private Side larger;
    private Side smaller;

    /** Requests to the app server of one side, made there. */
    private record Side(TwoNetworks.Network network) {
        /** A page of the shop, once the server answers that it serves sessions. */
        Response ask(String cookie, String page) {
            return await().atMost(PATIENCE)
                    .until(
                            () -> askOnce(cookie, page),
                            response -> !response.line().contains(" 503"));
        }

        /** By the shell, which needs nothing that a machine might lack. */
        private Response askOnce(String cookie, String page) {
            String request = "GET /shop/" + page + " HTTP/1.1\\r\\nHost: shop\\r\\nCookie: SHOPID=" + cookie
                    + "\\r\\nConnection: close\\r\\n\\r\\n";
            List<String> command = Stream.concat(
                            network.within().stream(),
                            Stream.of(
                                    "bash",
                                    "-c",
                                    "exec 3<>/dev/tcp/127.0.0.1/" + PORT + "; printf '" + request + "' >&3; cat <&3"))
                    .toList();
            return new Response(TwoNetworks.run(command));
        }

        String read(String cookie) {
            return ask(cookie, "read").text();
        }
    }

    /** As it came. */
    private record Response(String text) {
        String line() {
            return text.lines().findFirst().orElse("");
        }

        /** The id that it gives the browser. */
        String cookie() {
            return text.lines()
                    .filter(line -> line.startsWith("Set-Cookie: SHOPID="))
                    .map(line -> line.replaceFirst("Set-Cookie: SHOPID=([^;]*).*", "$1"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(text));
        }
    }

    @BeforeEach
    void start() {
        String whyNot = TwoNetworks.whyNot();
        assumeTrue(whyNot.isEmpty(), whyNot);
        networks = new TwoNetworks();
        larger = new Side(networks.one());
        smaller = new Side(networks.other());
        first = startMember(networks.one());
        first.awaitOutput("Joined cluster");
        startMember(networks.one()).awaitOutput("Joined cluster");
        alone = startMember(networks.other());
        first.awaitOutput("joined; 3 members");
        Stream.of(startServer(networks.one()), startServer(networks.other()))
                .toList()
                .forEach(server -> server.awaitOutput("READY"));
    }

    private Child startMember(TwoNetworks.Network network) {
        return started(GridNodeCommand.start(
                "member",
                network.within(),
                LEAN,
                List.of(
                        "start",
                        "--cluster-name=" + cluster,
                        "--members=" + networks.one().address() + ","
                                + networks.other().address(),
                        "--bind=" + network.address(),
                        "--http=off")));
    }

    private Child startServer(TwoNetworks.Network network) {
        List<String> command = new ArrayList<>(network.within());
        command.add(Child.java());
        command.addAll(LEAN);
        command.addAll(List.of(
                "-Dsessiongrid.cluster-name=" + cluster,
                "-Dsessiongrid.members=" + network.address(),
                "-cp",
                System.getProperty("java.class.path"),
                JettyMain.class.getName(),
                "n1",
                Integer.toString(PORT)));
        return started(Child.start("server", Map.of(), command));
    }

    private Child started(Child child) {
        children.add(child);
        return child;
    }

    @AfterEach
    void stop() {
        children.forEach(Child::close);
        if (networks != null) {
            networks.close();
        }
    }

    @Test
    @DisplayName("sessions have the newest writes of both sides, and who has logged out stays so")
    void bothSidesAreMerged() {
        List<String> made = Stream.generate(() -> larger.ask("", "add?thing=a").cookie())
                .limit(SESSIONS)
                .toList();

        networks.cut();
        alone.awaitOutput("left; 1 member\\b");
        first.awaitOutput("left; 2 members");
        // The smaller side has lost those of which it had neither the session nor its backup.
        List<String> known = made.stream()
                .filter(cookie -> smaller.read(cookie).contains("basket=[a]"))
                .toList();
        assertThat(known).hasSizeGreaterThanOrEqualTo(4);
        String merged = known.get(0);
        larger.ask(merged, "count?name=left&to=1");
        smaller.ask(merged, "count?name=right&to=2");
        larger.ask(merged, "count?name=both&to=3");
        smaller.ask(merged, "count?name=both&to=4");
        smaller.ask(known.get(1), "end");
        larger.ask(known.get(1), "count?name=late&to=1");
        String rotated = smaller.ask(known.get(2), "rotate").cookie();
        larger.ask(known.get(2), "count?name=left&to=5");
        String begun = smaller.ask("", "add?thing=new").cookie();

        networks.heal();
        // It takes the smaller side a few attempts, as long as connections to the larger one are tried in vain.
        await().atMost(PATIENCE).until(() -> larger.read(begun).contains("basket=[new]"));

        for (Side side : List.of(larger, smaller)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(side.read(merged)).contains("basket=[a], both=4, left=1, right=2"));
            assertThat(side.read(known.get(1))).contains("no session");
            assertThat(side.read(known.get(2))).contains("no session");
            assertThat(side.read(rotated)).contains("left=5");
            assertThat(side.read(begun)).contains("basket=[new]");
            assertThat(made.stream()
                            .skip(3)
                            .filter(cookie -> !known.subList(0, 3).contains(cookie)))
                    .allSatisfy(cookie -> assertThat(side.read(cookie)).contains("basket=[a]"));
        }
    }
}
