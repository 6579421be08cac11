package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A client without a grid")
@Tag("G11")
class QuietClientTest {
    private final Logger hazelcast = Logger.getLogger("com.hazelcast.client.impl.connection");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            lines.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        hazelcast.addHandler(handler);
    }

    @AfterEach
    void hearNoMore() {
        hazelcast.removeHandler(handler);
    }

    /** Without the gate, three lines for each of a dozen attempts. */
    @Test
    @DisplayName("writes ten lines a minute about that")
    void doesNotFloodTheLog() throws Exception {
        try (GridNode node = GridNode.start(client(FreePorts.first(1)))) {
            await().atMost(Duration.ofMinutes(1))
                    .pollDelay(Duration.ofSeconds(8))
                    .until(() -> !node.isMember());
        }

        assertThat(lines).hasSizeBetween(10, 16).anyMatch(line -> line.contains("are left out for 60 s"));
    }

    private GridSettings client(int port) throws IOException {
        String ours = Files.readString(Path.of("../config/hazelcast-client.xml"));
        Path file = Files.writeString(
                directory.resolve("client.xml"),
                ours.replace("<address>127.0.0.1</address>", "<address>127.0.0.1:" + port + "</address>"));
        return GridSettings.of(Map.of("mode", "client", "configLocation", file.toString()));
    }
}
