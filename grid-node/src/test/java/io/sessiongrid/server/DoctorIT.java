package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The doctor")
class DoctorIT {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("names each of ten mistakes, where it is, and what to do")
    void namesEachOfTenMistakes() throws Exception {
        Path file = Files.writeString(directory.resolve("mine.xml"), """
                <hazelcast xmlns="http://www.hazelcast.com/schema/config">
                    <cluster-name>dev</cluster-name>
                    <properties>
                        <property name="hazelcast.socket.bind.any">true</property>
                        <property name="hazelcast.phone.home.enabled">true</property>
                        <property name="hazelcast.shutdownhook.policy">TERMINATE</property>
                    </properties>
                    <network>
                        <port auto-increment="false">1</port>
                        <join>
                            <auto-detection enabled="false"/>
                            <multicast enabled="true"/>
                            <tcp-ip enabled="false"><member>no-such-host.invalid</member></tcp-ip>
                        </join>
                        <interfaces enabled="true"><interface>203.0.113.7</interface></interfaces>
                    </network>
                    <map name="sessions-*">
                        <backup-count>0</backup-count>
                        <max-idle-seconds>60</max-idle-seconds>
                        <in-memory-format>OBJECT</in-memory-format>
                    </map>
                </hazelcast>
                """);

        List<String> lines = doctor(ExitCode.UNSAFE, "--config", file.toString(), "--timeout", "1");

        String mine = "WARN  " + file;
        assertThat(lines)
                .contains(mine + " line 2", mine + " line 4", mine + " line 5", mine + " line 6", mine + " line 12")
                .anyMatch(line -> line.contains("cluster name is dev"))
                .anyMatch(line -> line.contains("listens at every address"))
                .anyMatch(line -> line.contains("reports to Hazelcast's manufacturer"))
                .anyMatch(line -> line.contains("hazelcast.shutdownhook.policy is TERMINATE"))
                .anyMatch(line -> line.contains("may hand over for 600 s"))
                .anyMatch(line -> line.contains("by multicast"))
                .anyMatch(line -> line.contains("no filter for Java serialization"))
                .contains("ERROR " + file + " line 19", mine + " line 18")
                .anyMatch(line -> line.contains("<max-idle-seconds>60"))
                .anyMatch(line -> line.contains("<backup-count>0"))
                .anyMatch(line -> line.contains("<merge-policy>com.hazelcast.spi.merge.PutIfAbsentMergePolicy"))
                .anyMatch(line -> line.contains("no address of it is 203.0.113.7"))
                .last()
                .isEqualTo("15 findings");
        assertThat(lines.stream().filter(line -> line.contains("Remedy: "))).hasSize(15);
    }

    @Test
    @DisplayName("says at which line a file cannot be read")
    void namesTheLineOfAFileThatCannotBeRead() throws Exception {
        Path file = Files.writeString(directory.resolve("broken.xml"), "<hazelcast>\n<map>\n</hazelcast>");

        assertThat(doctor(ExitCode.UNSAFE, "--config", file.toString())).contains("ERROR " + file + " line 3");
    }

    @Test
    @DisplayName("names everything that the schema refuses, and then looks at the rest")
    void looksAtTheRestOfARefusedFile() throws Exception {
        Path file = ours(
                "many.xml",
                text -> text.replace("<network>", "<network><prot>1</prot>")
                        .replace("<reuse-address>true", "<reuse-address>ture")
                        .replace("<backup-count>1", "<backup-count>9")
                        .replace("<max-idle-seconds>0", "<max-idle-seconds>60"));

        assertThat(doctor(ExitCode.UNSAFE, "--config", file.toString(), "--timeout", "1"))
                .anyMatch(line -> line.contains("<prot> is not expected here"))
                .anyMatch(line -> line.contains("'ture' is neither true nor false"))
                .anyMatch(line -> line.contains("'9' is too large, expected 6 at most"))
                .anyMatch(line -> line.contains("<max-idle-seconds>60"));
    }

    @Test
    @DisplayName(
            "names two ways to join with their line, and looks at the rest, at a client's file, and past a wrong setting")
    void goesOnAfterAMistake() throws Exception {
        Path file = ours(
                "joins.xml",
                text -> text.replace("<multicast enabled=\"false\"/>", "<multicast enabled=\"true\"/>")
                        .replace("<max-idle-seconds>0", "<max-idle-seconds>60"));
        Files.writeString(directory.resolve("hazelcast-client.xml"), "<hazelcast-client>\n<netwrok/>\n");

        List<String> lines = output(
                ExitCode.UNSAFE,
                NodeProcess.start(
                        directory,
                        List.of("-Dsessiongrid.stciky=true", "-Dsessiongrid.configLocation=" + file),
                        "doctor",
                        "--timeout",
                        "1"));

        assertThat(lines)
                .anyMatch(line -> line.contains("stciky"))
                .anyMatch(line -> line.startsWith("ERROR " + file + " line "))
                .anyMatch(line -> line.contains("Only one discovery method"))
                .noneMatch(line -> line.contains("another way to find members"))
                .anyMatch(line -> line.contains("<max-idle-seconds>60"))
                .anyMatch(line -> line.matches("ERROR .*hazelcast-client\\.xml line 3"));
    }

    @Test
    @DisplayName("names a wrong port, members beside multicast, and all that is wrong with the file, in one go")
    void looksBesideTheFileAndIntoIt() throws Exception {
        Path file = ours(
                "both.xml",
                text -> text.replace("<multicast enabled=\"false\"/>", "<multicast enabled=\"true\"/>")
                        .replace("<tcp-ip enabled=\"true\"", "<tcp-ip enabled=\"false\"")
                        .replace("<max-idle-seconds>0", "<max-idle-seconds>60"));

        assertThat(doctor(
                        ExitCode.UNSAFE,
                        "--config",
                        file.toString(),
                        "--port",
                        "70000",
                        "--members",
                        "127.0.0.9",
                        "--timeout",
                        "1"))
                .anyMatch(line -> line.contains("sessiongrid.port is \"70000\""))
                .anyMatch(line -> line.contains("another way to find members than <tcp-ip>"))
                .anyMatch(line -> line.contains("<max-idle-seconds>60"))
                .anyMatch(line -> line.contains("by multicast"));
    }

    @Test
    @DisplayName("looks at this machine though nothing of the file can be read")
    void looksAtTheMachineWithoutAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("broken.xml"), "<hazelcast>\n<map>\n</hazelcast>");

        assertThat(doctor(ExitCode.UNSAFE, "--config", file.toString(), "--http", "every"))
                .contains("ERROR " + file + " line 3")
                .anyMatch(line -> line.contains("http is \"every\""));
    }

    @Test
    @DisplayName("blames a host on the option that names it, and tells that health is open to all")
    void blamesTheOption() throws Exception {
        assertThat(doctor(
                        ExitCode.UNSAFE,
                        "--members",
                        "no-such-host.invalid:1",
                        "--cluster-name",
                        "dev",
                        "--http",
                        "0.0.0.0:0",
                        "--timeout",
                        "1"))
                .contains("ERROR sessiongrid.members", "WARN  sessiongrid.cluster-name")
                .anyMatch(line -> line.contains("health and metrics are answered at 0.0.0.0 to whoever reaches it"));
    }

    @Test
    @DisplayName("tells what only Hazelcast knows, by starting a member for a moment")
    void tellsWhatHazelcastRefuses() throws Exception {
        Path file = ours(
                "licensed.xml",
                text -> text.replace(
                        "</network>", "</network><cp-subsystem><cp-member-count>3</cp-member-count></cp-subsystem>"));

        assertThat(doctor(ExitCode.UNSAFE, "--config", file.toString(), "--timeout", "1"))
                .anyMatch(line -> line.contains("no member starts with it: CP subsystem is a licensed feature"));
    }

    @Test
    @DisplayName("names ports that are taken, and jars that are there twice")
    void looksAtTheMachine() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path jar = OtherJar.ofVersion("0.1.1", home);
        Path hazelcast = Files.createSymbolicLink(home.resolve("lib/hazelcast-5.6.0.jar"), hazelcast(home));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            List<String> lines = output(
                    ExitCode.UNSAFE,
                    NodeProcess.startJar(
                            directory,
                            List.of("-cp", jar + ":" + hazelcast, GridNodeMain.class.getName()),
                            "doctor",
                            "--cluster-name",
                            "it-" + UUID.randomUUID(),
                            "--port",
                            port,
                            "--http",
                            port,
                            "--timeout",
                            "1"));

            assertThat(lines)
                    .contains("WARN  " + home.resolve("lib"))
                    .anyMatch(
                            line -> line.contains("more than one version of a jar: hazelcast-5.6.0.jar, hazelcast-5.7"))
                    .anyMatch(line -> line.contains("there are 2 jars of hazelcast: "))
                    .anyMatch(line -> line.contains("port " + port + " is not free at 127.0.0.1; a member would take "))
                    .anyMatch(
                            line -> line.contains("the port for health and metrics is not free at 127.0.0.1:" + port));
        }
    }

    private static Path hazelcast(Path home) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("hazelcast-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    @DisplayName("names members of another version, and those whose clock is wrong")
    void comparesMembers() throws Exception {
        Path other = OtherJar.ofVersion("0.2.0", Files.createDirectory(directory.resolve("other")));
        try (ProcessMembers grid = new ProcessMembers(directory)) {
            grid.start();
            grid.startJar(List.of("-Dcom.hazelcast.clock.offset=300000", "-jar", other.toString()));

            assertThat(output(ExitCode.UNSAFE, grid.command("doctor")))
                    .anyMatch(line -> line.matches(".* different versions of Sessiongrid: 0\\.1\\.0.* 0\\.2\\.0 .*"))
                    .anyMatch(
                            line -> line.matches(".*the clock of member 127.* is [45] min \\d+ s ahead of that of .*"))
                    .last()
                    .isEqualTo("2 findings");
        }
    }

    @Test
    @DisplayName(
            "looks at ports though members run here, tells theirs from others, and sees that it looks for another grid")
    void looksAtPortsBesideMembers() throws Exception {
        try (ProcessMembers grid = new ProcessMembers(directory);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ProcessMembers.Member member = grid.start();
            String ofMember = String.valueOf(member.port());
            String ofOther = String.valueOf(taken.getLocalPort());
            Path fixed = ours("fixed.xml", text -> text.replace("auto-increment=\"true\"", "auto-increment=\"false\""));

            assertThat(output(
                            ExitCode.UNSAFE,
                            grid.command(
                                    "doctor",
                                    "--config",
                                    fixed.toString(),
                                    "--port",
                                    ofMember,
                                    "--http",
                                    String.valueOf(member.http()))))
                    .noneMatch(line -> line.contains("is not free"));
            assertThat(output(
                            ExitCode.UNSAFE,
                            grid.command("doctor", "--config", fixed.toString(), "--port", ofOther, "--http", ofOther)))
                    .anyMatch(line -> line.contains("port " + ofOther + " is not free at 127.0.0.1"))
                    .anyMatch(line -> line.contains("health and metrics is not free at 127.0.0.1:" + ofOther));
            assertThat(doctor(
                            ExitCode.UNSAFE,
                            "--cluster-name",
                            "it-" + UUID.randomUUID(),
                            "--members",
                            "127.0.0.1:" + ofMember,
                            "--timeout",
                            "1"))
                    .anyMatch(line ->
                            line.contains("what answers at 127.0.0.1:" + ofMember + " is no member of cluster"));
        }
    }

    @Test
    @DisplayName("looks at members, too, and finds nothing in what is shipped")
    void looksAtMembers() throws Exception {
        try (ProcessMembers grid = new ProcessMembers(directory)) {
            grid.start();
            assertThat(output(ExitCode.UNSAFE, grid.command("doctor")))
                    .anyMatch(line -> line.contains("there is 1 member; 2 are needed"));

            grid.start();
            assertThat(output(ExitCode.OK, grid.command("doctor"))).last().isEqualTo("Found nothing to repair");
        }
    }

    /** Our file, changed, under a name of its own. */
    private Path ours(String name, UnaryOperator<String> change) throws IOException {
        return Files.writeString(
                directory.resolve(name), change.apply(Files.readString(Path.of("../config/hazelcast.xml"))));
    }

    private List<String> doctor(int exitCode, String... options) throws Exception {
        String[] command = new String[options.length + 1];
        command[0] = "doctor";
        System.arraycopy(options, 0, command, 1, options.length);
        return output(exitCode, NodeProcess.start(directory, List.of(), command));
    }

    private static List<String> output(int exitCode, NodeProcess process) throws InterruptedException {
        try (process) {
            assertThat(process.awaitExit())
                    .as(() -> String.join("\n", process.lines()))
                    .isEqualTo(exitCode);
            return process.lines();
        }
    }
}
