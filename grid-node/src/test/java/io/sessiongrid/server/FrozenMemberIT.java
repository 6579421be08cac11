package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Beside a member that stands still, ends or differs, another")
class FrozenMemberIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A member that waits for another that stands still needs twice as long, however slow the machine. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

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
    @DisplayName("says within the time given that it is not safe, and answers probes at once whoever asks for metrics")
    void answersInTime() throws Exception {
        var member = grid.start();
        var other = grid.start();
        awaitSafe(member);
        other.process().signal("-STOP");

        assertThat(time(() -> assertThat(
                                Http.get(member.http(), "/health/safe?wait=5s").statusCode())
                        .isEqualTo(503)))
                .isLessThan(Duration.ofSeconds(9));

        List<CompletableFuture<Integer>> scrapes = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> status(member, "/metrics"), work -> new Thread(work).start()))
                .limit(30)
                .toList();
        for (String probe : List.of("/health/live", "/health/ready", "/health/live")) {
            assertThat(time(() -> assertThat(Http.get(member.http(), probe).statusCode())
                            .isEqualTo(200)))
                    .as(probe)
                    .isLessThan(AT_ONCE);
        }
        assertThat(scrapes).allMatch(scrape -> scrape.join() == 200);
    }

    @Test
    @DisplayName("that is told to stop ends with 1 after its bound, and says how many partitions it still had")
    void endsAfterItsBound() throws Exception {
        var member = startWith("shutdown.max.wait\">60<", "shutdown.max.wait\">3<");
        var other = grid.start();
        awaitSafe(member);
        other.process().signal("-STOP");

        member.process().terminate();

        assertThat(member.process().awaitExit()).isEqualTo(ExitCode.FAILED);
        assertThat(member.process().lines())
                .last()
                .asString()
                .matches(".* WARN .*Left cluster .* after \\d+ s with [1-9]\\d* partitions not handed over: .*");
    }

    @Test
    @DisplayName("that is told to stop ends with 1 if who was to take its partitions has died, and says so")
    void endsWithoutAnHeir() throws Exception {
        var member = grid.start();
        var other = grid.start();
        awaitSafe(member);
        other.process().signal("-STOP");
        member.process().terminate();
        member.process().awaitLine("Hands over; ");

        other.process().kill();

        assertThat(member.process().awaitExit()).isEqualTo(ExitCode.FAILED);
        assertThat(member.process().lines())
                .last()
                .asString()
                .matches(".* WARN .*Left cluster .* with [1-9]\\d* partitions not handed over: .*");
    }

    @Test
    @DisplayName("that keeps more backups names the difference, and so does the first")
    void namesTheDifference() throws Exception {
        var first = grid.start();
        var other = startWith("<backup-count>1<", "<backup-count>2<");

        for (var member : List.of(first, other)) {
            member.process().awaitLine("Members differ in <backup-count> of session map sessions-*: 1 on 127.0.0.1:");
        }
        assertThat(Http.get(first.http(), "/health/safe").body()).contains("3 are needed");
    }

    @Test
    @DisplayName("that leaves without being told to ends with 1")
    void endsUnasked() throws Exception {
        // So that a visitor may end the whole grid.
        String lang = "<package>java.lang</package>";
        var member = startWith(lang, lang + "<package>com.hazelcast.cluster</package>");
        HazelcastInstance visitor = Hazelcast.newHazelcastInstance(visitor());

        // Refused as long as partitions are still to move.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            visitor.getCluster().shutdown();
            return true;
        });

        assertThat(member.process().awaitExit()).isEqualTo(ExitCode.FAILED);
        assertThat(member.process().lines()).last().asString().contains("without being told to");
    }

    private Config visitor() {
        Config config = new Config().setClusterName(grid.cluster()).setLiteMember(true);
        config.setProperty("hazelcast.logging.type", "none")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        var join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember(grid.addresses());
        return config;
    }

    /** A member with a file of its own, in which something says something else. */
    private ProcessMembers.Member startWith(String what, String instead) throws IOException {
        String ours = Files.readString(Path.of("../config/hazelcast.xml"));
        assertThat(ours).contains(what);
        Path file = Files.writeString(directory.resolve("other.xml"), ours.replace(what, instead));
        return grid.start("--config", file.toString());
    }

    private static int status(ProcessMembers.Member member, String path) {
        try {
            return Http.get(member.http(), path).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Duration time(Work work) throws IOException {
        long begin = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void awaitSafe(ProcessMembers.Member member) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(Http.get(member.http(), "/health/safe").statusCode())
                                .isEqualTo(200));
    }
}
