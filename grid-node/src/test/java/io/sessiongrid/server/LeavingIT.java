package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.metrics.Promtool;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.store.HazelcastSessionStore;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Members as processes")
class LeavingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SESSIONS = 20_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path directory;

    private ProcessMembers grid;

    @BeforeEach
    void prepare() {
        grid = new ProcessMembers(directory);
    }

    @AfterEach
    void stop() {
        grid.close();
    }

    @Test
    @DisplayName("lose nothing when two of three are told to stop at once, and say at every step what is true")
    void handOverBeforeTheyLeave() throws Exception {
        var first = grid.start();
        assertThat(Http.get(first.http(), "/health/live").statusCode()).isEqualTo(200);
        assertThat(Http.get(first.http(), "/health/ready").statusCode()).isEqualTo(200);
        assertThat(Http.get(first.http(), "/health/safe").statusCode()).isEqualTo(503);
        assertThat(Http.get(first.http(), "/health/safe").body())
                .contains("\"safe\":false")
                .contains("there is 1 member; 2 are needed");
        assertThat(Http.post(first.http(), "/health/live").statusCode()).isEqualTo(405);

        var second = grid.start();
        var third = grid.start();
        awaitSafe(first);
        HazelcastInstance client = grid.client();
        HazelcastSessionStore store = new HazelcastSessionStore(client, "sessions-shop", PATIENCE, new SessionMeters());
        IntStream.range(0, SESSIONS).parallel().forEach(i -> create(store));
        assertThat(store.size()).isEqualTo(SESSIONS);
        awaitMetric(first, "sessiongrid_sessions{application=\"shop\"} ");

        second.process().terminate();
        third.process().terminate();
        assertThat(second.process().awaitExit()).isZero();
        assertThat(third.process().awaitExit()).isZero();

        assertThat(store.size()).isEqualTo(SESSIONS);
        assertThat(Http.get(first.http(), "/health/safe").statusCode()).isEqualTo(503);
        assertThat(Http.get(first.http(), "/health/ready").statusCode()).isEqualTo(200);

        var fourth = grid.start();
        awaitSafe(first);
        fourth.process().kill();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(Http.get(first.http(), "/health/safe").body())
                                .contains("lack a backup"));
        assertThat(store.size()).isEqualTo(SESSIONS);
        client.shutdown();
    }

    @Test
    @DisplayName("are not ready as soon as they are told to stop, and a second signal stops them at once")
    void hurryWhenToldAgain() throws Exception {
        var member = grid.start();
        var other = grid.start();
        awaitSafe(member);
        // It never takes anything over, so the first would wait for its bound of a minute.
        other.process().signal("-STOP");
        assertThat(output(ExitCode.OK, "sessions", "count", "--timeout", "3"))
                .anyMatch(line -> line.equals("The count is not complete: member 127.0.0.1:" + other.port()
                        + " did not answer within 3000 ms"));
        member.process().terminate();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Http.get(member.http(), "/health/ready").body())
                        .contains("leaving"));
        assertThat(Http.get(member.http(), "/health/live").statusCode()).isEqualTo(200);
        assertThat(Http.get(member.http(), "/health/safe").statusCode()).isEqualTo(503);

        member.process().terminate();

        assertThat(member.process().awaitExit()).isEqualTo(ExitCode.HURRIED);
        assertThat(member.process().lines()).last().asString().contains("Told to stop again");
    }

    @Test
    @DisplayName("are shown, listed and counted by commands, which also end a session")
    void obeyCommands() throws Exception {
        grid.start();
        var second = grid.start();
        awaitSafe(second);
        HazelcastInstance client = grid.client();
        HazelcastSessionStore store = new HazelcastSessionStore(client, "sessions-shop", PATIENCE, new SessionMeters());
        SessionId id = create(store);
        awaitMetric(second, "sessiongrid_members 2.0");

        assertThat(output(ExitCode.OK, "status"))
                .anyMatch(line -> line.startsWith("127.0.0.1:"))
                .last()
                .isEqualTo("Safe: any one member may be restarted now");
        assertThat(output(ExitCode.OK, "status", "--json"))
                .singleElement()
                .asString()
                .startsWith("{\"safe\":true,");
        assertThat(output(ExitCode.OK, "sessions", "list", "shop"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith(id.key());
        HazelcastSessionStore own = new HazelcastSessionStore(client, "carts", PATIENCE, new SessionMeters());
        SessionId ofOwn = create(own);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(output(ExitCode.OK, "sessions", "count"))
                        .anyMatch(line -> line.matches("carts +1 .*")));
        assertThat(output(ExitCode.OK, "sessions", "list", "carts"))
                .last()
                .asString()
                .startsWith(ofOwn.key());
        assertThat(output(ExitCode.OK, "sessions", "end", "carts", ofOwn.key())).containsExactly("Ended");
        assertThat(output(ExitCode.OK, "sessions", "end", "shop", id.key())).containsExactly("Ended");
        assertThat(output(ExitCode.FAILED, "sessions", "end", "shop", id.key()))
                .containsExactly("There is no such session");
        assertThat(output(ExitCode.FAILED, "sessions", "list", "carst"))
                .containsExactly("There is no application carst in this grid; expected one of shop");
        assertThat(output(ExitCode.FAILED, "sessions", "end", "carst", id.key()))
                .hasSize(1);
        assertThat(client.getDistributedObjects())
                .extracting(DistributedObject::getName)
                .doesNotContain("sessions-carst", "carst");
        client.shutdown();

        second.process().kill();
        assertThat(output(ExitCode.UNSAFE, "status")).anyMatch(line -> line.startsWith("Not safe"));
    }

    @Test
    @DisplayName("show figures that Prometheus takes, in either of its formats")
    void showMetrics() throws Exception {
        var member = grid.start();
        HazelcastInstance client = grid.client();
        create(new HazelcastSessionStore(client, "sessions-shop", PATIENCE, new SessionMeters()));
        client.shutdown();
        awaitMetric(member, "sessiongrid_sessions{application=\"shop\"} 1.0");

        HttpResponse<String> usual = Http.get(member.http(), "/metrics");
        HttpResponse<String> open =
                Http.get(member.http(), "/metrics", "Accept", "application/openmetrics-text; version=1.0.0,*/*;q=0.1");

        assertThat(usual.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(open.headers().firstValue("Content-Type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(open.body())
                .contains(
                        "sessiongrid_operations_total{application=\"shop\",operation=\"create\",outcome=\"applied\"} 1.0")
                .endsWith("# EOF\n");
        assertThat(usual.body()).doesNotContain("# EOF");
        Promtool.check(usual.body());
    }

    @Test
    @DisplayName("answer those who wait until the grid is safe as soon as it is")
    void answerThoseWhoWait() throws Exception {
        var first = grid.start();
        assertThat(Http.get(first.http(), "/health/safe?wait=1h").statusCode()).isEqualTo(400);
        assertThat(output(ExitCode.UNSAFE, "status", "--wait", "1")).anyMatch(line -> line.startsWith("Waiting: "));

        FutureTask<Integer> waiting = new FutureTask<>(
                () -> Http.get(first.http(), "/health/safe?wait=90s").statusCode());
        new Thread(waiting).start();
        grid.start();

        assertThat(waiting.get()).isEqualTo(200);
        assertThat(Http.get(first.http(), "/health/safe?expect=2").statusCode()).isEqualTo(200);
        assertThat(Http.get(first.http(), "/health/safe?wait=1s&expect=3").body())
                .contains("\"2 of 3 expected members are there\"");
        assertThat(output(ExitCode.UNSAFE, "status", "--expect", "3"))
                .last()
                .asString()
                .contains("2 of 3 expected members are there");
        assertThat(output(ExitCode.OK, "status", "--wait", "60", "--expect", "2"))
                .last()
                .asString()
                .startsWith("Safe: ");
    }

    @Test
    @DisplayName("that are not there are not waited for")
    void areNotWaitedFor() throws Exception {
        assertThat(output(ExitCode.NO_GRID, "status", "--timeout", "2"))
                .last()
                .asString()
                .startsWith("No member of cluster it-")
                .contains("answered within 2 s");
    }

    private List<String> output(int exitCode, String... command) throws Exception {
        try (NodeProcess process = grid.command(command)) {
            assertThat(process.awaitExit())
                    .as(() -> String.join("\n", process.lines()))
                    .isEqualTo(exitCode);
            return process.lines().stream()
                    .filter(line -> !line.isBlank() && !line.endsWith(" ..."))
                    .toList();
        }
    }

    private static void awaitSafe(ProcessMembers.Member member) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(Http.get(member.http(), "/health/safe").statusCode())
                                .isEqualTo(200));
    }

    private static void awaitMetric(ProcessMembers.Member member, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metrics(member)).contains(text));
    }

    private static String metrics(ProcessMembers.Member member) throws IOException {
        return Http.get(member.http(), "/metrics").body();
    }

    private static SessionId create(HazelcastSessionStore store) {
        SessionId id = SessionId.generate(RANDOM);
        SessionDelta initial = new SessionDelta(
                Map.of("a", new AttributeChange.Put(AttributeBytes.of(new byte[100]))),
                new Lifetime(Duration.ofMinutes(30), Duration.ofMinutes(1)),
                null);
        store.create(id, Instant.ofEpochMilli(System.currentTimeMillis()), initial, new CommitId(1, 1));
        return id;
    }
}
