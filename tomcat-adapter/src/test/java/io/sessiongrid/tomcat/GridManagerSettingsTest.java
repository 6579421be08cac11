package io.sessiongrid.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.Page;
import io.sessiongrid.contract.ServerPlan;
import io.sessiongrid.contract.TestGrid;
import io.sessiongrid.node.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.catalina.Engine;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.IntrospectionUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The attributes of the manager")
class GridManagerSettingsTest {
    private final TestGrid grid = new TestGrid();

    @AfterEach
    void stopGrid() {
        grid.close();
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void haveASetterForEachSpellingOfASetting(Setting setting) {
        List<String> setters = Arrays.stream(GridManager.class.getMethods())
                .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
                .map(method -> Character.toLowerCase(method.getName().charAt(3))
                        + method.getName().substring(4))
                .toList();

        assertThat(setters).containsAll(setting.spellings());
    }

    private TomcatServer start(Map<String, String> attributes, String... paths) {
        Map<String, String> settings = new HashMap<>(attributes);
        settings.putIfAbsent("configLocation", grid.memberConfig().toString());
        return TomcatServer.start(
                new ServerPlan(
                        "n1",
                        settings,
                        Stream.of(paths).map(TwoTomcatServers::context).toList()),
                context -> {});
    }

    private static void assertStopsTheStart(ThrowingCallable start) {
        assertThatThrownBy(start).isInstanceOf(IllegalStateException.class).hasMessageContaining("did not start");
    }

    /** What the manager says when it starts alone, as the log has it. */
    private String refusal(Map<String, String> attributes) {
        GridManager manager = new GridManager();
        attributes.forEach((name, value) -> IntrospectionUtils.setProperty(manager, name, value));
        try {
            manager.resolveSettings();
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
        return "none";
    }

    @Test
    void stopTheStartIfOneIsUnknown() {
        assertStopsTheStart(() -> start(Map.of("stickie", "true"), ""));
        assertThat(refusal(Map.of("stickie", "true"))).contains("stickie").contains("write sticky");
    }

    @Test
    void stopTheStartIfOneHasAWrongValue() {
        assertStopsTheStart(() -> start(Map.of("timeout", "soon"), ""));
        assertThat(refusal(Map.of("timeout", "soon"))).contains("timeout").contains("soon");
    }

    @Test
    void includeThoseOfTheOlderProduct() {
        Map<String, String> attributes = Map.of(
                "clientOnly", "false",
                "mapName", "basket",
                "sticky", "true",
                "processExpiresFrequency", "6",
                "deferredWrite", "true",
                "maxActiveSessions", "100");

        try (TomcatServer server = start(attributes, "")) {
            Browser browser = new Browser();
            browser.write(server, "a", "1");

            assertThat(browser.read(server, "a")).isEqualTo("1");
        }
    }

    @Test
    void limitTheSessionsThatAreLiveHere() {
        try (TomcatServer server = start(Map.of("maxActiveSessions", "1"), "")) {
            new Browser().write(server, "a", "1");

            assertThat(new Browser()
                            .ask(server, Page.running(web -> web.set("a", "1")))
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void mustNotNameTwoGridsInOneServer() {
        try (TomcatServer server = start(Map.of(), "")) {
            GridManager manager = new GridManager();
            manager.setConfigLocation(
                    grid.memberConfig().resolveSibling("another.xml").toString());
            StandardContext other = new StandardContext();
            other.setName("/shop");
            other.setPath("/shop");
            other.addLifecycleListener(new Tomcat.FixContextListener());
            other.setManager(manager);
            server.tomcat().getHost().addChild(other);

            assertThat(other.getState().isAvailable()).isFalse();
        }
    }

    @Test
    void mustNotAskForStickySessionsWithoutARoute() {
        assertStopsTheStart(() -> TomcatServer.start(
                new ServerPlan("n1", Map.of("sticky", "true"), List.of(TwoTomcatServers.context(""))),
                context -> ((Engine) context.getParent().getParent()).setJvmRoute(null)));
    }

    @Test
    void keepValuesOfExcludedClassesOnTheirServer() {
        try (TwoTomcatServers servers = new TwoTomcatServers(
                Map.of("sessionAttributeValueClassNameFilter", "java[.]lang[.].*"), context -> {})) {
            Browser browser = new Browser();
            browser.run(servers.first(), web -> {
                web.set("text", "a");
                web.set("list", new ArrayList<>(List.of("b")));
            });

            assertThat(browser.read(servers.first(), "list")).isEqualTo("[b]");
            assertThat(browser.read(servers.second(), "text")).isEqualTo("a");
            assertThat(browser.read(servers.second(), "list")).isEqualTo("null");
        }
    }
}
