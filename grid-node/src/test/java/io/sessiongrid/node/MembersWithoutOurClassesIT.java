package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.server.NodeProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A client of stock Hazelcast members")
class MembersWithoutOurClassesIT {
    private static final String MEMBER = "com.hazelcast.core.server.HazelcastMemberStarter";

    private final String cluster = "stock-" + UUID.randomUUID();

    @TempDir
    private Path directory;

    @Test
    void isToldToPutGridNodeOnTheirClassPath() throws Exception {
        int port = freePort();
        Path members = shipped("hazelcast.xml", ">5701</port>", ">" + port + "</port>");
        Path client = shipped("hazelcast-client.xml", "<address>127.0.0.1<", "<address>127.0.0.1:" + port + "<");
        try (NodeProcess member = NodeProcess.startMain(directory, hazelcastJar(), MEMBER, members);
                GridNode node = GridNode.start(
                        GridSettings.of(Map.of("mode", "client", "configLocation", client.toString())))) {
            member.awaitLine(" is STARTED");
            assertThatThrownBy(() -> node.sessions("shop", getClass().getClassLoader()))
                    .isInstanceOf(GridSettingsException.class)
                    .hasMessageContaining("grid-node must be on the class path of every member");
        }
    }

    /** The file that we ship, for a cluster of its own. */
    private Path shipped(String name, String what, String instead) throws IOException {
        String text = Files.readString(Path.of("..", "config", name))
                .replace(">sessiongrid</cluster-name>", ">" + cluster + "</cluster-name>")
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
