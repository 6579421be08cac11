package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.contract.FreePorts;
import io.sessiongrid.server.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A client of stock Hazelcast members")
class MembersWithoutOurClassesIT {
    private static final String MEMBER = "com.hazelcast.core.server.HazelcastMemberStarter";

    /** Held, because java.util.logging does not. */
    private static final Logger LOGGER = Logger.getLogger(Handshake.class.getName());

    private final String cluster = "stock-" + UUID.randomUUID();

    @TempDir
    private Path directory;

    @Test
    void isToldToPutGridNodeOnTheirClassPath() throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                log.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOGGER.addHandler(handler);
        int port = FreePorts.first(1);
        Path members = shipped("hazelcast.xml", ">5701</port>", ">" + port + "</port>");
        Path client = shipped("hazelcast-client.xml", "<address>127.0.0.1<", "<address>127.0.0.1:" + port + "<");
        try (NodeProcess member = NodeProcess.startMain(directory, hazelcastJar(), MEMBER, members);
                GridNode node = GridNode.start(
                        GridSettings.of(Map.of("mode", "client", "configLocation", client.toString())))) {
            member.awaitLine(" is STARTED");
            assertThatThrownBy(() -> node.sessions("shop", getClass().getClassLoader()))
                    .isInstanceOf(GridSettingsException.class)
                    .hasMessageContaining("grid-node must be on the class path of every member");

            log.clear();
            Handshake handshake = new Handshake(node.hazelcast(), "sessions-shop", Duration.ofSeconds(20));
            handshake.require();
            handshake.require();

            assertThat(log)
                    .singleElement()
                    .asString()
                    .startsWith("WARNING Member 127.0.0.1:" + port + ": it does not know the question; it needs")
                    .contains("grid-node on its class path");
        } finally {
            LOGGER.removeHandler(handler);
        }
    }

    /** The file that we ship, for a cluster of its own, and without the class of ours that it names. */
    private Path shipped(String name, String what, String instead) throws IOException {
        String text = Files.readString(Path.of("..", "config", name))
                .replace(">sessiongrid</cluster-name>", ">" + cluster + "</cluster-name>")
                .replaceAll("<merge-policy>.*</merge-policy>", "")
                .replace(what, instead);
        return Files.writeString(directory.resolve(name), text);
    }

    private static Path hazelcastJar() throws Exception {
        return Path.of(HazelcastInstance.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
