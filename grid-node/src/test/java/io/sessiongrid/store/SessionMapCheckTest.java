package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.NearCacheConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The check of the session map")
class SessionMapCheckTest {
    private static final String FILE = """
            <hazelcast xmlns="http://www.hazelcast.com/schema/config"
                       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                       xsi:schemaLocation="http://www.hazelcast.com/schema/config
                       http://www.hazelcast.com/schema/config/hazelcast-config-5.7.xsd">
                <map name="orders"><max-idle-seconds>60</max-idle-seconds></map>
                <map name="%s">
                    <backup-count>1</backup-count>
                    %s
                    %s
                </map>
            </hazelcast>
            """;

    private static final String OBJECT = "<in-memory-format>OBJECT</in-memory-format>";
    private static final String OUR_MERGE_POLICY =
            "<merge-policy>io.sessiongrid.store.SessionMergePolicy</merge-policy>";
    private static final String NO_EVICTION = "<eviction eviction-policy=\"NONE\"/>";

    @TempDir
    private Path directory;

    @Test
    void findsNothingInOurOwnConfiguration() {
        Config config = new Config();
        SessionMapConfig.addTo(config, "sessions-shop");

        assertThat(SessionMapCheck.problems(config, "sessions-shop")).isEmpty();
        assertThat(SessionMapCheck.warnings(config, "sessions-shop")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "<max-idle-seconds>600</max-idle-seconds> | <max-idle-seconds>600</max-idle-seconds> | remove it",
                "<eviction eviction-policy=\"LRU\"/> | <eviction eviction-policy=\"LRU\"/> | write eviction-policy=\"NONE\"",
                "<near-cache/> | <near-cache> | remove it",
                "<map-store enabled=\"true\"><class-name>a.B</class-name></map-store> | <map-store> | remove it",
                "<indexes><index><attributes><attribute>a</attribute></attributes></index></indexes> | <indexes> | remove it",
            })
    void namesLineElementConsequenceAndRemedy(String element, String found, String remedy) throws IOException {
        Config config = read("sessions-*", OBJECT, element);

        assertThat(SessionMapCheck.problems(config, "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith("grid.xml line 9: " + found + " in <map name=\"sessions-*\"> would ")
                .endsWith("; " + remedy);
    }

    @Test
    void namesTheLineOfTheMapForAnElementThatIsMissing() throws IOException {
        Config config = read("sessions-shop", "", NO_EVICTION);

        assertThat(SessionMapCheck.problems(config, "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith(
                        "grid.xml line 6: <in-memory-format>BINARY</in-memory-format> in <map name=\"sessions-shop\">");
    }

    @Test
    void findsEveryProblemOfAMap() throws IOException {
        Config config = read("s*", NO_EVICTION, "<max-idle-seconds>600</max-idle-seconds>");

        assertThat(SessionMapCheck.problems(config, "sessions-shop")).hasSize(2);
    }

    @Test
    void namesTheElementWhereThereIsNoFile() {
        Config config = new Config();
        config.addMapConfig(SessionMapConfig.named("sessions-*").setMaxIdleSeconds(5));

        assertThat(SessionMapCheck.problems(config, "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith("<max-idle-seconds>5</max-idle-seconds> in <map name=\"sessions-*\"> would end sessions");
    }

    @Test
    void namesTheLineInYaml() throws IOException {
        Path file = Files.writeString(
                directory.resolve("grid.yaml"),
                "hazelcast:\n  map:\n    sessions-*:\n      in-memory-format: OBJECT\n      max-idle-seconds: 5\n");

        assertThat(SessionMapCheck.problems(Config.loadFromFile(file.toFile()), "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith("grid.yaml line 5: <max-idle-seconds>5</max-idle-seconds>");
    }

    @Test
    void saysThatAMapIsMissing() {
        assertThat(SessionMapCheck.problems(new Config(), "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith(
                        "there is no <map> for sessions-shop, and what holds for every other map, <in-memory-format>BINARY")
                .endsWith("copy <map name=\"sessions-*\"> from config/hazelcast.xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<read-backup-data>true</read-backup-data>",
                "<async-backup-count>1</async-backup-count>",
                "<statistics-enabled>false</statistics-enabled>",
                "<max-idle-seconds>0</max-idle-seconds>",
            })
    void leavesWhatDoesNoHarmToTheOperator(String element) throws IOException {
        assertThat(SessionMapCheck.problems(read("sessions-*", OBJECT, element), "sessions-shop"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "<time-to-live-seconds>60</time-to-live-seconds> | ends no session",
                "<data-persistence enabled=\"true\"/> | keeps nothing",
                "<merge-policy>com.example.Missing</merge-policy> | keeps a member from starting",
                "<merge-policy>LatestUpdateMergePolicy</merge-policy> | keeps a member from starting",
                "<merge-policy>PutIfAbsentMergePolicy</merge-policy> | loses what one half of a split grid has written",
            })
    void warnsOfWhatIsNotWhatItSeems(String element, String consequence) throws IOException {
        String merging = element.contains("merge-policy") ? "" : OUR_MERGE_POLICY;

        assertThat(SessionMapCheck.warnings(read("sessions-*", OBJECT + merging, element), "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith("grid.xml line 9: <")
                .contains(consequence);
    }

    @Test
    @Tag("G19")
    void warnsOfHazelcastsOwnMergePolicyWhereNoneIsWritten() throws IOException {
        assertThat(SessionMapCheck.warnings(read("sessions-*", OBJECT, NO_EVICTION), "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith("grid.xml line 6: <merge-policy>com.hazelcast.spi.merge.PutIfAbsentMergePolicy<")
                .endsWith("; write <merge-policy>io.sessiongrid.store.SessionMergePolicy</merge-policy>");
    }

    @Test
    void onlyWarnsOfNoBackup() {
        Config config = new Config();
        config.addMapConfig(SessionMapConfig.named("sessions-*").setBackupCount(0));

        assertThat(SessionMapCheck.problems(config, "sessions-shop")).isEmpty();
        assertThat(SessionMapCheck.warnings(config, "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith(
                        "<backup-count>0</backup-count> in <map name=\"sessions-*\"> means that the loss of a member");
    }

    @Test
    void findsANearCacheOfAClient() {
        ClientConfig config = new ClientConfig();
        assertThat(SessionMapCheck.problems(config, "sessions-shop")).isEmpty();

        config.addNearCacheConfig(new NearCacheConfig("sessions-*"));

        assertThat(SessionMapCheck.problems(config, "sessions-shop"))
                .singleElement()
                .asString()
                .startsWith("<near-cache name=\"sessions-*\"> in the client's configuration would answer");
        assertThat(SessionMapCheck.problems(config, "orders")).isEmpty();
    }

    private Config read(String mapName, String first, String second) throws IOException {
        Path file = Files.writeString(directory.resolve("grid.xml"), FILE.formatted(mapName, first, second));
        return Config.loadFromFile(file.toFile());
    }
}
