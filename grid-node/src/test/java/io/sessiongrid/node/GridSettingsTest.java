package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.node.GridSettings.Mode;
import io.sessiongrid.node.GridSettings.WhenUnavailable;
import io.sessiongrid.web.ChangeDetection;
import io.sessiongrid.web.UnreadableAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Settings")
class GridSettingsTest {
    @Test
    void haveTheDefaultsOfTheDesign() {
        GridSettings settings = GridSettings.defaults();

        assertThat(settings.mode()).isEqualTo(Mode.EMBEDDED);
        assertThat(settings.configLocation()).isNull();
        assertThat(settings.instanceName()).isNull();
        assertThat(settings.applicationOr("shop")).isEqualTo("shop");
        assertThat(settings.mapNameFor("shop")).isEqualTo("sessions-shop");
        assertThat(settings.sticky()).isFalse();
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.whenUnavailable()).isEqualTo(WhenUnavailable.FAIL);
        assertThat(settings.touchInterval()).isNull();
        assertThat(settings.detectChanges()).isEqualTo(ChangeDetection.AUTO);
        assertThat(settings.codec()).isEqualTo("java");
        assertThat(settings.allowedClasses()).isEmpty();
        assertThat(settings.unreadableAttribute()).isEqualTo(UnreadableAttributes.ABSENT);
        assertThat(settings.requestUriIgnorePattern()).isNull();
        assertThat(settings.maxLiveSessions()).isNull();
        assertThat(settings.liveSessionIdle()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.sweepInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.principalAttribute()).isNull();
    }

    @Test
    void haveTheValuesThatWereGiven() {
        GridSettings settings = GridSettings.defaults()
                .with("mode", "client")
                .with("configLocation", "classpath:grid/client.xml")
                .with("application", "shop")
                .with("mapName", "my-sessions")
                .with("sticky", "true")
                .with("touchInterval", "30 s")
                .with("detectChanges", "set")
                .with("codec", "json")
                .with("allowedClasses", "com.acme.Cart, com.acme.model.**")
                .with("unreadableAttribute", "fail")
                .with("requestUriIgnorePattern", ".*\\.(png|css)")
                .with("maxLiveSessions", "5000")
                .with("principalAttribute", "user");

        assertThat(settings.mode()).isEqualTo(Mode.CLIENT);
        assertThat(settings.configLocation()).isEqualTo("classpath:grid/client.xml");
        assertThat(settings.applicationOr("derived")).isEqualTo("shop");
        assertThat(settings.mapNameFor("shop")).isEqualTo("my-sessions");
        assertThat(settings.sticky()).isTrue();
        assertThat(settings.touchInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.detectChanges()).isEqualTo(ChangeDetection.SET);
        assertThat(settings.codec()).isEqualTo("json");
        assertThat(settings.allowedClasses()).containsExactly("com.acme.Cart", "com.acme.model.**");
        assertThat(settings.unreadableAttribute()).isEqualTo(UnreadableAttributes.FAIL);
        assertThat(settings.requestUriIgnorePattern())
                .extracting(Pattern::pattern)
                .isEqualTo(".*\\.(png|css)");
        assertThat(settings.maxLiveSessions()).isEqualTo(5000);
        assertThat(settings.principalAttribute()).isEqualTo("user");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "50ms,50", "2s,2000", "1 S,1000", "1min,60000", "1m,60000", "60s,60000"})
    void readTimesWithTheirUnit(String text, long millis) {
        assertThat(GridSettings.defaults().with("timeout", text).timeout()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"49ms", "61s", "0s", "-1s", "2 weeks", "s", "1.5s", "99999999999999s"})
    void refuseATimeoutThatIsNoneOrOutOfBounds(String text) {
        assertThatThrownBy(() -> GridSettings.defaults().with("timeout", text))
                .isInstanceOf(GridSettingsException.class)
                .hasMessage("timeout (given) is \"" + text
                        + "\"; expected a time with its unit (`ms`, `s`, `min` or `h`), from 50ms to 60s");
    }

    @Test
    void refuseATimeWithoutUnitAndSayHowToWriteIt() {
        assertThatThrownBy(() -> GridSettings.defaults().with("timeout", "2"))
                .hasMessageEndingWith("for seconds write 2s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode | member | expected `embedded` or `client`",
                "sticky | yes | expected `true` or `false`",
                "whenUnavailable | wait | expected `fail` or `local`",
                "maxLocalSessions | 0 | expected a whole number, at least 1",
                "requestUriIgnorePattern | ( | expected a Java regular expression: Unclosed group",
                "mapName | Sessions | expected lower-case letters, digits and `-`",
                "mapName | my_sessions | expected lower-case letters, digits and `-`",
                "mapName | sessions.shop | expected lower-case letters, digits and `-`",
                "mapName | sessions-* | expected lower-case letters, digits and `-`",
                "application | Shop | expected lower-case letters, digits and `-`",
                "allowedClasses | com.acme.*Cart | expected class names or packages",
                "maxLiveSessions | 0 | expected a whole number, at least 1",
                "maxLiveSessions | many | expected a whole number, at least 1",
            })
    void refuseAValueAndSayWhatWasExpected(String name, String text, String message) {
        assertThatThrownBy(() -> GridSettings.defaults().with(name, text))
                .isInstanceOf(GridSettingsException.class)
                .hasMessageContaining(name + " (given) is \"" + text + "\"; expected")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "stickey,sticky",
        "maxlivesessions,maxLiveSessions",
        "touch-interval,touchInterval",
        "clientonly,clientOnly"
    })
    void refuseAnUnknownNameAndNameTheNearest(String unknown, String nearest) {
        assertThatThrownBy(() -> GridSettings.defaults().with(unknown, "1"))
                .hasMessage(unknown + " (given) is not a setting; write " + nearest + " or remove it");
    }

    @Test
    void refuseANameThatIsLikeNoneAndListThemAll() {
        assertThatThrownBy(() -> GridSettings.defaults().with("persistence", "true"))
                .hasMessageStartingWith(
                        "persistence (given) is not a setting; remove it; there are mode, clientOnly, ");
    }

    @Test
    void reportAllProblemsAtOnce() {
        Map<String, String> given = Map.of("sticky", "maybe", "timeout", "0s", "no", "thing");

        assertThatThrownBy(() -> GridSettings.of(given))
                .message()
                .satisfies(message -> assertThat(message.lines()).hasSize(3));
    }

    @Test
    void takeABlankTextForNone() {
        assertThat(GridSettings.of(Map.of("sticky", " ", "timeout", "")).timeout())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void knowTheNamesOfHazelcastsTomcatManager() {
        Map<String, String> given = Map.of(
                "clientOnly", "true", "hazelcastInstanceName", "grid", "deferredWrite", "true", "sticky", "true");

        GridSettings settings = GridSettings.of(given);

        assertThat(settings.mode()).isEqualTo(Mode.CLIENT);
        assertThat(settings.instanceName()).isEqualTo("grid");
        assertThat(settings.sticky()).isTrue();
        assertThat(settings.notes()).singleElement().asString().startsWith("deferredWrite (given) has no effect: ");
    }

    @Test
    void refuseAnAliasThatContradictsTheName() {
        assertThatThrownBy(() -> GridSettings.of(Map.of("clientOnly", "true", "mode", "embedded")))
                .hasMessageContaining("clientOnly (given) is \"true\"")
                .hasMessageContaining("mode (given) is \"embedded\"")
                .hasMessageEndingWith("they mean the same setting, so remove one");
        assertThat(GridSettings.of(Map.of("clientOnly", "true", "mode", "client"))
                        .mode())
                .isEqualTo(Mode.CLIENT);
    }

    @Test
    void refuseAConfigurationForAnInstanceThatRuns() {
        assertThatThrownBy(() -> GridSettings.of(Map.of("instanceName", "grid", "configLocation", "a.xml")))
                .hasMessageEndingWith("a running instance has its configuration already, so remove one");
    }

    @Test
    void sayWhoSetWhat() {
        Properties system = new Properties();
        system.setProperty("sessiongrid.sticky", "true");

        String line = GridSettings.resolve(Map.of("timeout", "1s"), system, Map.of("SESSIONGRID_MODE", "client"))
                .describe();

        assertThat(line)
                .doesNotContain("\n")
                .startsWith(
                        "mode=client [environment SESSIONGRID_MODE], sticky=true [system property sessiongrid.sticky],"
                                + " timeout=1s [given], whenUnavailable=fail, maxLocalSessions=10000,"
                                + " detectChanges=auto,");
    }

    @Test
    void sayThatARoomForLocalSessionsIsNeedlessWithoutThem() {
        GridSettings needless = GridSettings.defaults().with("maxLocalSessions", "5");

        assertThat(needless.notes())
                .containsExactly("maxLocalSessions (given) has no effect: whenUnavailable is not local");
        assertThat(needless.mostLocalSessions()).isNull();
        assertThat(needless.with("whenUnavailable", "local").mostLocalSessions())
                .isEqualTo(5);
    }
}
