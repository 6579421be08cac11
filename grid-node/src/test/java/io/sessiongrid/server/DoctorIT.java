package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                .anyMatch(line -> line.contains("shutdown policy is TERMINATE"))
                .anyMatch(line -> line.contains("may hand over for 600 s"))
                .anyMatch(line -> line.contains("by multicast"))
                .anyMatch(line -> line.contains("no filter for Java serialization"))
                .contains("ERROR " + file + " line 19", mine + " line 18")
                .anyMatch(line -> line.contains("<max-idle-seconds>60"))
                .anyMatch(line -> line.contains("<backup-count>0"))
                .anyMatch(line -> line.contains("host no-such-host.invalid is not known"))
                .anyMatch(line -> line.contains("no port from 1 to 1 is free at 203.0.113.7"))
                .last()
                .isEqualTo("11 findings");
        assertThat(lines.stream().filter(line -> line.contains("Remedy: "))).hasSize(11);
    }

    @Test
    @DisplayName("says at which line a file cannot be read")
    void namesTheLineOfAFileThatCannotBeRead() throws Exception {
        Path file = Files.writeString(directory.resolve("broken.xml"), "<hazelcast>\n<map>\n</hazelcast>");

        assertThat(doctor(ExitCode.UNSAFE, "--config", file.toString()))
                .anyMatch(line -> line.contains("broken.xml line 3: "));
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
