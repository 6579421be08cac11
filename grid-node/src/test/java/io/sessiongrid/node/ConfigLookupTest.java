package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The look-up of the Hazelcast configuration")
class ConfigLookupTest {
    @TempDir
    private Path directory;

    private final Properties system = new Properties();

    @Test
    void endsWithTheFilesInTheJar() {
        assertThat(lookup().member(null).origin()).isEqualTo("sessiongrid/hazelcast.xml in the jar");
        assertThat(lookup().member(null).config().getClusterName()).isEqualTo("sessiongrid");
        assertThat(lookup().client(null).origin()).isEqualTo("sessiongrid/hazelcast-client.xml in the jar");
        assertThat(lookup().client(null).config().getClusterName()).isEqualTo("sessiongrid");
    }

    @Test
    void prefersWhatHazelcastWouldFind() throws IOException {
        member("hazelcast.xml", "in-directory");
        assertThat(lookup().member(null).config().getClusterName()).isEqualTo("in-directory");

        system.setProperty(
                "hazelcast.config", member("other.xml", "by-property").toString());
        assertThat(lookup().member(null).config().getClusterName()).isEqualTo("by-property");
    }

    @Test
    void prefersWhatItIsAskedForToAllElse() throws IOException {
        system.setProperty(
                "hazelcast.config", member("other.xml", "by-property").toString());
        Path asked = member("asked.xml", "asked");

        assertThat(lookup().member("asked.xml").config().getClusterName()).isEqualTo("asked");
        assertThat(lookup().member(asked.toString()).config().getClusterName()).isEqualTo("asked");
        assertThat(lookup().member(asked.toUri().toString()).config().getClusterName())
                .isEqualTo("asked");
        assertThat(lookup().member("asked.xml").config().getConfigurationFile()).isEqualTo(asked.toFile());
        assertThat(lookup().member("classpath:sessiongrid/hazelcast.xml")
                        .config()
                        .getClusterName())
                .isEqualTo("sessiongrid");
    }

    @Test
    void readsYaml() throws IOException {
        Files.writeString(directory.resolve("hazelcast.yml"), "hazelcast:\n  cluster-name: yaml\n");
        Files.writeString(directory.resolve("hazelcast-client.yaml"), "hazelcast-client:\n  cluster-name: yaml\n");

        assertThat(lookup().member(null).config().getClusterName()).isEqualTo("yaml");
        assertThat(lookup().client(null).config().getClusterName()).isEqualTo("yaml");
    }

    @Test
    void putsVariablesIntoOurFiles() {
        system.setProperty("sessiongrid.members", "10.0.0.1, 10.0.0.2:5801, 127.0.0.1");
        system.setProperty("sessiongrid.bind", "10.0.0.*");
        system.setProperty("sessiongrid.port", "5800");

        Config member = lookup().member(null).config();
        ClientConfig client = lookup().client(null).config();

        assertThat(member.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
                .as("hosts, of which the port is the first; on this one may be several members")
                .containsExactly("10.0.0.1:5800", "10.0.0.2:5801", "127.0.0.1");
        assertThat(member.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("10.0.0.*");
        assertThat(member.getNetworkConfig().getPort()).isEqualTo(5800);
        assertThat(client.getNetworkConfig().getAddresses()).containsExactly("10.0.0.1", "10.0.0.2:5801", "127.0.0.1");
    }

    /** Where several members may run, the first of them may be the one that is to find the others. */
    @Test
    void looksForMembersAtSomePortsOfThisMachine() throws IOException {
        Optional<String> here = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
        assumeThat(here).as("an address of this machine").isPresent();
        String host = here.orElseThrow();
        system.setProperty("sessiongrid.members", host);

        assertThat(lookup().member(null)
                        .config()
                        .getNetworkConfig()
                        .getJoin()
                        .getTcpIpConfig()
                        .getMembers())
                .containsExactly(host + ":5701", host + ":5702", host + ":5703");
    }

    @Test
    void takesVariablesFromTheEnvironmentToo() {
        Map<String, String> env = Map.of("SESSIONGRID_CLUSTER_NAME", "prod", "SESSIONGRID_PORT", "tcp://10.0.0.1:5701");
        ConfigLookup lookup = new ConfigLookup(directory, system, env);

        assertThat(lookup.client(null).config().getClusterName()).isEqualTo("prod");
        assertThat(lookup.member(null).config().getClusterName()).isEqualTo("prod");
        assertThat(lookup.member(null).config().getNetworkConfig().getPort()).isEqualTo(5701);
    }

    @Test
    void putsVariablesIntoAUsersFileToo() throws IOException {
        member("hazelcast.xml", "mine");
        system.setProperty("sessiongrid.cluster-name", "other");
        system.setProperty("sessiongrid.bind", "10.0.0.1");

        Config config = lookup().member(null).config();

        assertThat(config.getClusterName()).isEqualTo("other");
        assertThat(config.getNetworkConfig().getInterfaces().isEnabled()).isTrue();
        assertThat(config.getNetworkConfig().getInterfaces().getInterfaces()).containsExactly("10.0.0.1");
    }

    @Test
    void namesAllThatIsWrongBesideAFile() throws IOException {
        Files.writeString(
                directory.resolve("hazelcast.yaml"),
                "hazelcast:\n  network:\n    join:\n      multicast:\n        enabled: true\n");
        system.setProperty("sessiongrid.members", "10.0.0.1");
        system.setProperty("sessiongrid.port", "many");
        List<String> problems = new ArrayList<>();

        lookup().restOfMember(null, problems);

        assertThat(problems).singleElement().asString().startsWith("sessiongrid.port is \"many\"");
        assertThatThrownBy(() -> lookup().member(null))
                .hasMessageContainingAll(problems.get(0), "sessiongrid.members is \"10.0.0.1\"");
    }

    @Test
    void refusesMembersWhereAFileFindsThemOtherwise() throws IOException {
        Files.writeString(
                directory.resolve("hazelcast.yaml"),
                "hazelcast:\n  network:\n    join:\n      multicast:\n        enabled: true\n");
        system.setProperty("sessiongrid.members", "10.0.0.1");

        assertThatThrownBy(() -> lookup().member(null))
                .hasMessage(
                        "sessiongrid.members is \"10.0.0.1\", but the Hazelcast configuration has another way to find"
                                + " members than <tcp-ip>; remove one of the two");
    }

    @Test
    void refusesAPortThatIsNone() {
        system.setProperty("sessiongrid.port", "70000");

        assertThatThrownBy(() -> lookup().member(null))
                .hasMessage("sessiongrid.port is \"70000\"; expected a port, 0 to 65535");
    }

    @Test
    void saysWhatItCouldNotFind() {
        assertRefused("none.xml", "Could not read the Hazelcast configuration none.xml: No such file or directory");
        assertRefused(
                "classpath:none.xml",
                "Could not read the Hazelcast configuration classpath:none.xml: it is not on the class path");
        assertRefused("nonsense://x", "Could not read the Hazelcast configuration nonsense://x: it is no URL");
    }

    @Test
    void saysWhichLineIsNotXml() throws IOException {
        Files.writeString(directory.resolve("bad.xml"), "<hazelcast>\n  <map name=\"a\">\n</hazelcast>\n");

        assertRefused(
                "bad.xml",
                "Could not use the Hazelcast configuration bad.xml line 3: The element type \"map\" must be"
                        + " terminated by the matching end-tag \"</map>\".");
    }

    @Test
    void saysWhichLineTheSchemaDoesNotAllow() throws IOException {
        Path file = member("bad.xml", "x");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("</hazelcast>", "  <map name=\"a\"><backups>1</backups></map>\n</hazelcast>"));

        assertThatThrownBy(() -> lookup().member("bad.xml"))
                .isInstanceOf(GridSettingsException.class)
                .hasMessageStartingWith("Could not use the Hazelcast configuration bad.xml line 7: <backups> is not"
                        + " expected here. Expected one of: metadata-policy, ");
    }

    @Test
    void saysWhichLinesOfYamlTheSchemaDoesNotAllow() throws IOException {
        Files.writeString(
                directory.resolve("bad.yaml"),
                "hazelcast:\n  netwrk:\n    port: 1\n  map:\n    sessions-*:\n      backup-count: many\n");

        assertRefused(
                "bad.yaml",
                "Could not use the Hazelcast configuration bad.yaml line 2: netwrk is not expected here\n"
                        + "Could not use the Hazelcast configuration bad.yaml line 6: map/sessions-*/backup-count:"
                        + " expected type: Integer, found: String");
    }

    @Test
    void saysWhichLineIsNotYaml() throws IOException {
        Files.writeString(directory.resolve("bad.yaml"), "hazelcast:\n  cluster-name: a\n bad: [\n");

        assertRefused(
                "bad.yaml",
                "Could not use the Hazelcast configuration bad.yaml line 3: expected <block end>, but found"
                        + " '<block mapping start>'");
    }

    @Test
    void saysThatAClientsFileIsNoMembers() {
        assertRefused(
                "classpath:sessiongrid/hazelcast-client.xml",
                "Could not use the Hazelcast configuration"
                        + " classpath:sessiongrid/hazelcast-client.xml: it is a <hazelcast-client>; expected a <hazelcast>");
    }

    private void assertRefused(String location, String message) {
        assertThatThrownBy(() -> lookup().member(location))
                .isInstanceOf(GridSettingsException.class)
                .hasMessage(message);
    }

    private ConfigLookup lookup() {
        return new ConfigLookup(directory, system, Map.of());
    }

    private Path member(String file, String clusterName) throws IOException {
        return Files.writeString(directory.resolve(file), """
                <!-- a comment
                     of two lines -->
                <hazelcast xmlns="http://www.hazelcast.com/schema/config" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                           xsi:schemaLocation="http://www.hazelcast.com/schema/config
                           http://www.hazelcast.com/schema/config/hazelcast-config-5.7.xsd">
                  <cluster-name>%s</cluster-name>
                </hazelcast>
                """.formatted(clusterName));
    }
}
