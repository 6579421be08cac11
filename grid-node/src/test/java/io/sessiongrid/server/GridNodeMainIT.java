package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The dedicated member, as a process")
class GridNodeMainIT {
    /** "Within a dozen lines": issue 2. */
    private static final int DOZEN = 12;

    @TempDir
    private Path directory;

    @Test
    void joinsAnotherSaysHowToGoOnAndLeavesInPeace() throws Exception {
        List<String> options = List.of(
                "-Dsessiongrid.cluster-name=it-" + UUID.randomUUID(), "-Dsessiongrid.port=" + FreePorts.first(1));
        try (NodeProcess first = NodeProcess.start(directory, options)) {
            first.awaitLine("To stop: ");
            assertThat(first.lines())
                    .hasSizeLessThan(DOZEN)
                    .anyMatch(line -> line.contains("Started Sessiongrid ") && line.contains("Hazelcast 5."))
                    .anyMatch(line ->
                            line.endsWith("Read the Hazelcast configuration sessiongrid/hazelcast.xml in the jar"))
                    .anyMatch(line -> line.contains("Joined cluster it-") && line.contains(" as 127.0.0.1:"))
                    .anyMatch(line -> line.contains("WARN") && line.contains("until 2 members have joined; there is 1"))
                    .anyMatch(line -> line.contains("To add a member on this machine: java -jar /")
                            && line.contains(" start --cluster-name it-")
                            && line.contains(" --port "))
                    .anyMatch(line -> line.contains("--members"));

            try (NodeProcess second = NodeProcess.start(directory, options)) {
                second.awaitLine("To stop: ");
                second.awaitLine("is taken; listens at ");
                first.awaitLine("; 2 members");
                assertThat(second.lines()).hasSizeLessThan(DOZEN).noneMatch(line -> line.contains("WARN"));

                second.terminate();

                assertThat(second.awaitExit()).isZero();
                assertThat(second.lines()).last().asString().contains("Left cluster it-");
            }
            first.awaitLine("; 1 member");
            first.terminate();

            assertThat(first.awaitExit()).isZero();
        }
    }

    @Test
    void explainsItself() throws Exception {
        assertThat(ended(ExitCode.OK, "--help")).first().asString().startsWith("Usage: grid-node ");
        assertThat(ended(ExitCode.OK, "--version")).singleElement().asString().startsWith("Sessiongrid 0.");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(ended(ExitCode.USAGE, "--prot=5701"))
                .containsExactly("Unknown option: '--prot=5701'; try grid-node --help");
        assertThat(ended(ExitCode.USAGE, "staus"))
                .containsExactly("Unmatched argument at index 0: 'staus'; try status or start, or grid-node --help");
        assertThat(ended(ExitCode.USAGE, "start", "one.xml")).hasSize(1);
        assertThat(ended(ExitCode.USAGE, "status", "--timeout", "-1"))
                .containsExactly(
                        "Invalid value for option '--timeout': '-1' is not a whole number; try grid-node status --help");
    }

    @Test
    void refusesASettingThatItDoesNotKnow() throws Exception {
        try (NodeProcess process = NodeProcess.start(directory, List.of("-Dsessiongrid.stciky=true"))) {
            assertThat(process.awaitExit()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(process.lines())
                    .last()
                    .asString()
                    .contains(
                            "stciky (system property sessiongrid.stciky) is not a setting; write sticky or remove it");
        }
    }

    @Test
    void refusesAFileThatItCannotUse() throws Exception {
        Files.writeString(directory.resolve("broken.xml"), "<hazelcast>\n<map>\n</hazelcast>");

        assertThat(ended(ExitCode.CONFIGURATION, "start", "--http", "off", "--config", "none.xml"))
                .last()
                .isEqualTo("Could not read the Hazelcast configuration none.xml: No such file or directory");
        assertThat(ended(ExitCode.CONFIGURATION, "start", "--http", "off", "--config", "broken.xml"))
                .last()
                .asString()
                .startsWith("Could not use the Hazelcast configuration broken.xml line 3: ");
    }

    @Test
    void refusesASessionMapThatWouldLoseSessions() throws Exception {
        String ours = Files.readString(Path.of("../config/hazelcast.xml"));
        Files.writeString(
                directory.resolve("idle.xml"),
                ours.replace("<max-idle-seconds>0</max-idle-seconds>", "<max-idle-seconds>9</max-idle-seconds>"));

        assertThat(ended(ExitCode.CONFIGURATION, "start", "--http", "off", "--config", "idle.xml"))
                .last()
                .asString()
                .matches(
                        "idle\\.xml line \\d+: <max-idle-seconds>9</max-idle-seconds> in <map name=\"sessions-\\*\"> .*");
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String ours = Files.readString(Path.of("../config/hazelcast.xml"));
            Files.writeString(
                    directory.resolve("taken.xml"),
                    ours.replaceAll(
                            "<port .*</port>", "<port auto-increment=\"false\">" + taken.getLocalPort() + "</port>"));

            assertThat(ended(ExitCode.FAILED, "start", "--http", "off", "--config", "taken.xml"))
                    .last()
                    .asString()
                    .startsWith("Could not start the member: Cannot bind to a given address: /127.0.0.1.")
                    .contains("Port [" + taken.getLocalPort() + "] is already in use");
        }
    }

    @Test
    @DisplayName("ends so that it is started again where the port for health and metrics is taken, which may not last")
    void isTriedAgainWhereThePortForHealthIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(ended(ExitCode.FAILED, "start", "--http", String.valueOf(taken.getLocalPort())))
                    .last()
                    .asString()
                    .startsWith("Could not listen for HTTP at 127.0.0.1:" + taken.getLocalPort())
                    .endsWith("; choose another with --http, or --http off");
        }
    }

    private List<String> ended(int exitCode, String... args) throws IOException, InterruptedException {
        try (NodeProcess process = NodeProcess.start(directory, List.of(), args)) {
            assertThat(process.awaitExit())
                    .as(() -> String.join("\n", process.lines()))
                    .isEqualTo(exitCode);
            assertThat(process.lines()).noneMatch(line -> line.startsWith("\tat "));
            return process.lines();
        }
    }
}
