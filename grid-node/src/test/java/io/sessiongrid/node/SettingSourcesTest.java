package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings from several places")
class SettingSourcesTest {
    private static final Properties NO_PROPERTIES = new Properties();

    @Test
    void preferSystemPropertyToEnvironmentToGiven() {
        Map<String, String> given = Map.of("timeout", "1s");
        Map<String, String> env = Map.of("SESSIONGRID_TIMEOUT", "2s");
        Properties system = system("sessiongrid.timeout", "3s");

        assertThat(GridSettings.of(given).timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(GridSettings.resolve(given, NO_PROPERTIES, env).timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(GridSettings.resolve(given, system, env).timeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void knowEverySpellingOfEverySetting(Setting setting) {
        String text = validText(setting);

        assertThat(GridSettings.resolve(Map.of(setting.key(), text), NO_PROPERTIES, Map.of())
                        .describe())
                .contains(setting.key() + "=" + text + " [given]");
        assertThat(GridSettings.resolve(Map.of(), system(setting.systemProperty(), text), Map.of())
                        .describe())
                .contains(setting.key() + "=" + text + " [system property sessiongrid.");
        assertThat(GridSettings.resolve(Map.of(), system(setting.jettyProperty(), text), Map.of())
                        .describe())
                .contains(setting.key() + "=" + text + " [system property jetty.session.grid.");
        assertThat(fromEnvironment(setting.environmentVariable(), text).describe())
                .contains(setting.key() + "=" + text + " [environment " + setting.environmentVariable() + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSIONGRID_CONFIGLOCATION", "SESSIONGRID_CONFIG_LOCATION", "SESSIONGRID_configLocation"})
    void careNeitherForUnderscoresNorForCaseInTheEnvironment(String variable) {
        assertThat(fromEnvironment(variable, "grid.xml").configLocation()).isEqualTo("grid.xml");
    }

    @Test
    void knowAliasesEverywhere() {
        assertThat(fromEnvironment("SESSIONGRID_CLIENT_ONLY", "true").mode()).isEqualTo(GridSettings.Mode.CLIENT);
        assertThat(GridSettings.resolve(Map.of(), system("sessiongrid.clientOnly", "true"), Map.of())
                        .mode())
                .isEqualTo(GridSettings.Mode.CLIENT);
    }

    @Test
    void letAStrongerPlaceOverruleAnAliasInAWeaker() {
        GridSettings settings =
                GridSettings.resolve(Map.of("clientOnly", "true"), system("sessiongrid.mode", "embedded"), Map.of());

        assertThat(settings.mode()).isEqualTo(GridSettings.Mode.EMBEDDED);
    }

    @Test
    void refuseTwoSpellingsThatDifferInOnePlace() {
        Map<String, String> env =
                Map.of("SESSIONGRID_CONFIGLOCATION", "one.xml", "SESSIONGRID_CONFIG_LOCATION", "other.xml");

        assertThatThrownBy(() -> GridSettings.resolve(Map.of(), NO_PROPERTIES, env))
                .hasMessageContaining("environment SESSIONGRID_CONFIGLOCATION")
                .hasMessageContaining("environment SESSIONGRID_CONFIG_LOCATION");
    }

    @Test
    void nameThePlaceOfAnUnknownSetting() {
        Properties system = system("sessiongrid.stiky", "true");
        system.setProperty("jetty.session.grid.timout", "1s");

        assertThatThrownBy(() -> GridSettings.resolve(Map.of(), system, Map.of("SESSIONGRID_TOUCHINTERVALL", "1s")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stiky (system property sessiongrid.stiky) is not a setting; write sticky")
                .hasMessageContaining(
                        "timout (system property jetty.session.grid.timout) is not a setting; write timeout")
                .hasMessageContaining("TOUCHINTERVALL (environment SESSIONGRID_TOUCHINTERVALL) is not a setting;"
                        + " write touchInterval");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SESSIONGRID_SERVICE_HOST",
                "SESSIONGRID_SERVICE_PORT",
                "SESSIONGRID_SERVICE_PORT_TCP_HAZELCAST",
                "SESSIONGRID_PORT",
                "SESSIONGRID_PORT_5701_TCP",
                "SESSIONGRID_PORT_5701_TCP_PROTO",
                "SESSIONGRID_PORT_5701_TCP_PORT",
                "SESSIONGRID_PORT_5701_TCP_ADDR",
                "SESSIONGRID_CONSOLE_SERVICE_HOST",
                "SESSIONGRID_CONSOLE_PORT_80_TCP_ADDR",
                "SESSIONGRID_CLUSTER_NAME",
                "SESSIONGRID_MEMBERS",
                "SESSIONGRIDS_TIMEOUT",
                "PATH",
            })
    void ignoreVariablesThatAreNoSettings(String variable) {
        assertThat(fromEnvironment(variable, "tcp://10.0.0.1:5701").describe())
                .isEqualTo(GridSettings.defaults().describe());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessiongrid.cluster-name",
                "sessiongrid.members",
                "sessiongrid.bind",
                "sessiongrid.port",
                "java.home"
            })
    void ignorePropertiesThatAreNoSettings(String property) {
        assertThat(GridSettings.resolve(Map.of(), system(property, "x"), Map.of())
                        .describe())
                .isEqualTo(GridSettings.defaults().describe());
    }

    private static String validText(Setting setting) {
        String text = setting.defaultText();
        return switch (setting) {
            case MAX_LIVE_SESSIONS, MINIMUM_MEMBERS -> "10";
            case TOUCH_INTERVAL, MAX_LIFETIME -> "1s";
            default -> text == null ? "x" : text;
        };
    }

    private static GridSettings fromEnvironment(String variable, String text) {
        return GridSettings.resolve(Map.of(), NO_PROPERTIES, Map.of(variable, text));
    }

    private static Properties system(String name, String text) {
        Properties system = new Properties();
        system.setProperty(name, text);
        return system;
    }
}
