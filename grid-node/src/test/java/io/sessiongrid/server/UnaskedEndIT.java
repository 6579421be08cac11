package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.FreePorts;
import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The process of a member that Hazelcast has ended")
class UnaskedEndIT {
    /** Enough for the jars and a few connections. */
    private static final int OPEN_FILES = 110;

    private final String cluster = "end-" + UUID.randomUUID();
    private final int port = FreePorts.first(1);

    @TempDir
    private Path directory;

    @Test
    @DisplayName("ends, too, and says why, if it has no file handle left for one more connection")
    void endsWithoutFileHandles() throws Exception {
        try (NodeProcess member = NodeProcess.startWithOpenFiles(OPEN_FILES, directory, options())) {
            member.awaitLine("Joined cluster");
            List<Socket> connections = new ArrayList<>();
            try {
                fill(connections);

                assertThat(member.awaitExit()).isEqualTo(ExitCode.FAILED);
            } finally {
                for (Socket connection : connections) {
                    connection.close();
                }
            }
            assertThat(member.lines())
                    .filteredOn(line -> line.contains("Left cluster"))
                    .singleElement()
                    .asString()
                    .matches(".* ERROR Left cluster end-\\S+ without being told to, because of: .*Too many open files.*"
                            + " more open files.*ulimit -n");
        }
    }

    /** As many as there are handles, unless the member closes its port before. */
    private void fill(List<Socket> connections) throws IOException {
        while (connections.size() < OPEN_FILES) {
            try {
                connections.add(new Socket(InetAddress.getLoopbackAddress(), port));
            } catch (IOException refused) {
                assertThat(connections).isNotEmpty();
                return;
            }
        }
    }

    @Test
    @DisplayName("ends, too, and says why, if its heap is full")
    void endsWithoutMemory() throws Exception {
        List<String> options = new ArrayList<>(options());
        options.add("-Xmx64m");
        try (NodeProcess member = NodeProcess.start(directory, options)) {
            member.awaitLine("Joined cluster");
            try (GridNode node = GridNode.start(client())) {
                grow(node.sessions("shop", UnaskedEndIT.class.getClassLoader()));

                assertThat(member.awaitExit()).isEqualTo(ExitCode.FAILED);
            }
            assertThat(member.lines())
                    .filteredOn(line -> line.contains("Left cluster"))
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".* ERROR Left cluster end-\\S+ without being told to, because of:"
                            + " java.lang.OutOfMemoryError: .*; give the process more memory.*"));
        }
    }

    /** Old sessions may grow, whatever they take. */
    private static void grow(Sessions sessions) {
        List<SessionId> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SessionId id = sessions.newId();
            sessions.create(id, Duration.ofMinutes(30)).close();
            ids.add(id);
        }
        Random random = new Random(1);
        for (SessionId id : ids) {
            byte[] large = new byte[1_500_000];
            random.nextBytes(large);
            try (SessionUse use = sessions.find(id)) {
                use.setAttribute("large", large);
            } catch (SessionStoreException | IllegalStateException e) {
                // This is when it has ended.
                return;
            }
        }
        throw new AssertionError("All of that fits");
    }

    private List<String> options() {
        return List.of(
                "-Dsessiongrid.cluster-name=" + cluster,
                "-Dsessiongrid.port=" + port,
                "-Dsessiongrid.http=off",
                "-Dhazelcast.operation.thread.count=2");
    }

    private GridSettings client() throws IOException {
        Path file = Files.writeString(directory.resolve("hazelcast-client.xml"), """
                <hazelcast-client xmlns="http://www.hazelcast.com/schema/client-config">
                  <cluster-name>%s</cluster-name>
                  <properties><property name="hazelcast.logging.type">none</property></properties>
                  <network><cluster-members><address>127.0.0.1:%d</address></cluster-members></network>
                </hazelcast-client>
                """.formatted(cluster, port));
        return GridSettings.of(Map.of("mode", "client", "configLocation", file.toString()));
    }
}
