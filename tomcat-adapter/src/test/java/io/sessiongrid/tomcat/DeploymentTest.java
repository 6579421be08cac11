package io.sessiongrid.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ContractApplication;
import io.sessiongrid.contract.Page;
import io.sessiongrid.contract.ServerPlan;
import io.sessiongrid.contract.SessionEvents;
import io.sessiongrid.contract.TestGrid;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sessions, when applications come and go,")
class DeploymentTest {
    private final TestGrid grid = new TestGrid();

    @AfterEach
    void stopGrid() {
        grid.close();
    }

    private TomcatServer start(String... paths) {
        return TomcatServer.start(new ServerPlan(
                "n1",
                Map.of("configLocation", grid.memberConfig().toString()),
                List.of(paths).stream().map(TwoTomcatServers::context).toList()));
    }

    /** Deploys one more version of the application at {@code /shop}. */
    private StandardContext deploy(TomcatServer server, String version) {
        return deploy(server.tomcat().getHost(), "/shop", version);
    }

    private StandardContext deploy(Container host, String path, String version) {
        StandardContext context = new StandardContext();
        context.setName(path + (version.isEmpty() ? "" : "##" + version));
        context.setPath(path);
        context.setWebappVersion(version);
        context.setParentClassLoader(DeploymentTest.class.getClassLoader());
        context.addLifecycleListener(new Tomcat.FixContextListener());
        context.addServletContainerInitializer(new ContractApplication(new SessionEvents()), Set.of());
        GridManager manager = new GridManager();
        manager.setConfigLocation(grid.memberConfig().toString());
        context.setManager(manager);
        host.addChild(context);
        return context;
    }

    @Test
    void areTheSameInAllVersionsOfAnApplication() {
        try (TomcatServer server = start("")) {
            deploy(server, "1");
            Browser browser = new Browser();
            browser.fetch(server, "/shop" + Page.running(web -> web.set("a", "of version 1")));

            deploy(server, "2");

            String read = "/shop" + Page.running(web -> web.print(web.get("a")));
            assertThat(browser.fetch(server, read).body()).isEqualTo("of version 1");
        }
    }

    @Test
    void surviveTheReloadOfTheOnlyApplication() throws IOException {
        try (TomcatServer server = start("")) {
            Browser browser = new Browser();
            browser.write(server, "a", "1");
            Context context = (Context) server.tomcat().getHost().findChildren()[0];

            context.reload();

            Session session = context.getManager().findSession(browser.cookie());
            assertThat(session).isNotNull();
            assertThat(session.getSession().getAttribute("a")).isEqualTo("1");
        }
    }

    @Test
    void leaveNoThreadThatKeepsAStoppedApplicationInMemory() {
        try (TomcatServer server = start("", "/other")) {
            Browser browser = new Browser();
            browser.write(server, "a", "1");
            Context context = (Context) server.tomcat().getHost().findChild("");
            ClassLoader loader = context.getLoader().getClassLoader();
            server.tomcat().getHost().removeChild(context);

            Set<ClassLoader> held = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getContextClassLoader)
                    .collect(Collectors.toSet());

            assertThat(held).doesNotContain(loader);
        }
    }

    /** A request that carries another host's cookie, as on a server that has them all behind one proxy. */
    @Test
    void ofTwoHostsAreNotMixedUp() {
        try (TomcatServer server = start("")) {
            StandardHost other = new StandardHost();
            other.setName("127.0.0.1");
            other.setAppBase("none");
            server.tomcat().getEngine().addChild(other);
            StandardContext context = deploy(other, "", "");
            Browser browser = new Browser();
            browser.write(server, "a", "of the other host");

            String map = ((GridManager) context.getManager()).applicationName();

            assertThat(map)
                    .isNotEqualTo(
                            ((GridManager) ((Context) server.tomcat().getHost().findChild("")).getManager())
                                    .applicationName());
            assertThat(browser.read(server, "a")).isEqualTo("of the other host");
        }
    }
}
