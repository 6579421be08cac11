package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.FreePorts;
import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A member whose heap is full of sessions")
class FullHeapIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    /** Many times the heap of the member. */
    private static final int MORE_THAN_FIT = 20_000;

    private final String cluster = "heap-" + UUID.randomUUID();
    private final int http = FreePorts.first(1);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"G1", "Serial"})
    @DisplayName("refuses new ones, serves those it has, and takes new ones again when some have ended")
    void refusesOnlyNewSessions(String collector) throws Exception {
        int port = FreePorts.first(1);
        try (NodeProcess member = NodeProcess.start(directory, options(collector, port))) {
            member.awaitLine("Joined cluster");
            try (GridNode node = GridNode.start(client(port))) {
                refusesOnlyNewSessions(member, port, node);
            }
        }
    }

    private void refusesOnlyNewSessions(NodeProcess member, int port, GridNode node) throws Exception {
        Sessions sessions = node.sessions("shop", FullHeapIT.class.getClassLoader());

        List<SessionId> made = fill(sessions);

        member.awaitLine("Refused a new session");
        member.awaitLine(" full after collection, ");
        assertThat(member.lines())
                .anyMatch(
                        line -> line.matches(".* WARN +The heap is ([89]\\d|100) %.*; give it more, or add a member"));
        assertThat(Http.get(http, "/metrics").body())
                .containsPattern("(?m)^sessiongrid_heap_used_ratio (0\\.[89]|1\\.0)");
        assertThat(doctor(port))
                .anyMatch(line -> line.matches(" +its heap is ([89]\\d|100) % full with what is in use"));
        for (SessionId id : made) {
            try (SessionUse use = sessions.find(id)) {
                assertThat(use.isValid()).isTrue();
            }
        }
        for (SessionId id : made.subList(0, 200)) {
            change(sessions, id);
        }
        assertThat(sessions.sessionsInGrid()).isEqualTo(made.size());

        made.subList(0, made.size() / 2).forEach(id -> end(sessions, id));

        await().atMost(PATIENCE).until(() -> churns(sessions, made) && isCreated(sessions));
        member.awaitLine("Took new sessions again");
        assertThat(member.lines()).noneMatch(line -> line.contains("OutOfMemory"));
    }

    private List<String> doctor(int port) throws Exception {
        try (NodeProcess doctor = NodeProcess.start(
                directory,
                List.of(),
                "doctor",
                "--cluster-name",
                cluster,
                "--members",
                "127.0.0.1:" + port,
                "--timeout",
                "30")) {
            assertThat(doctor.awaitExit()).isEqualTo(ExitCode.UNSAFE);
            return doctor.lines();
        }
    }

    private static List<SessionId> fill(Sessions sessions) {
        List<SessionId> made = new ArrayList<>();
        while (made.size() < MORE_THAN_FIT) {
            SessionId id = sessions.newId();
            try {
                create(sessions, id);
                made.add(id);
            } catch (SessionStoreException e) {
                assertThat(e).hasMessageContaining("the heap of its owner is full");
                return made;
            }
        }
        throw new AssertionError("No session was refused");
    }

    private static void create(Sessions sessions, SessionId id) {
        try (SessionUse use = sessions.create(id, HALF_AN_HOUR)) {
            use.setAttribute("cart", new byte[65_536]);
        }
    }

    private static boolean isCreated(Sessions sessions) {
        try {
            create(sessions, sessions.newId());
            return true;
        } catch (SessionStoreException e) {
            return false;
        }
    }

    /** Sessions that live on are used, so the member collects its garbage some day. */
    private static boolean churns(Sessions sessions, List<SessionId> made) {
        made.subList(made.size() - 200, made.size()).forEach(id -> change(sessions, id));
        return true;
    }

    private static void change(Sessions sessions, SessionId id) {
        try (SessionUse use = sessions.find(id)) {
            use.setAttribute("cart", new byte[65_535]);
            use.setAttribute("changed", UUID.randomUUID().toString());
        }
    }

    private static void end(Sessions sessions, SessionId id) {
        try (SessionUse use = sessions.find(id)) {
            use.end();
        }
    }

    private List<String> options(String collector, int port) {
        return List.of(
                "-Xmx96m",
                "-XX:+Use" + collector + "GC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dsessiongrid.cluster-name=" + cluster,
                "-Dsessiongrid.port=" + port,
                "-Dsessiongrid.http=" + http,
                "-Dhazelcast.phone.home.enabled=false",
                "-Dhazelcast.operation.thread.count=2");
    }

    private GridSettings client(int port) throws IOException {
        Path file = Files.writeString(directory.resolve("hazelcast-client.xml"), """
                <hazelcast-client xmlns="http://www.hazelcast.com/schema/client-config">
                  <cluster-name>%s</cluster-name>
                  <properties><property name="hazelcast.logging.type">none</property></properties>
                  <network><cluster-members><address>127.0.0.1:%d</address></cluster-members></network>
                </hazelcast-client>
                """.formatted(cluster, port));
        return GridSettings.of(
                Map.of("mode", "client", "configLocation", file.toString(), "timeout", "20s", "maxLiveSessions", "10"));
    }
}
