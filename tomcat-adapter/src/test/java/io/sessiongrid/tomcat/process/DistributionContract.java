package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What two servers of a distribution hold that were installed as {@code docs/tomcat.md} says: one jar, one line. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class DistributionContract {
    private static final int BROWSERS = 4;
    private static final int ROUNDS = 40;
    private static final int SESSIONS = 30;

    /** How much of an id anybody may know. */
    private static final int KEY = 16;

    private static final String EXAMPLE = "/examples/servlets/servlet/SessionExample";

    private final TwoTomcats tomcats;

    DistributionContract(TwoTomcats tomcats) {
        this.tomcats = tomcats;
    }

    @AfterAll
    void stop() {
        tomcats.close();
    }

    @Test
    @Tag("G1")
    @Tag("G8")
    @DisplayName("alternating requests see every change, of objects in place too")
    void alternatingRequestsSeeEveryChange() {
        List<CompletableFuture<Void>> browsers = IntStream.range(0, BROWSERS)
                .mapToObj(i -> CompletableFuture.runAsync(this::alternate))
                .toList();

        browsers.forEach(CompletableFuture::join);
    }

    private void alternate() {
        Browser browser = new Browser();
        List<String> added = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            added.add("thing" + round);
            TomcatProcess server = round % 2 == 0 ? tomcats.first() : tomcats.second();

            String basket =
                    browser.fetch(server, "/shop/add?thing=thing" + round).body();

            assertThat(basket).contains("basket=" + added);
        }
    }

    @Test
    @Tag("G2")
    @DisplayName("kill -9 of one loses no session, and started again it finds them, too")
    void killedServerLosesNoSession() {
        List<Browser> browsers = Stream.generate(Browser::new).limit(SESSIONS).toList();
        for (Browser browser : browsers) {
            browser.fetch(tomcats.second(), "/shop/add?thing=a");
            browser.fetch(tomcats.second(), "/shop/add?thing=b");
        }

        tomcats.second().kill();
        try {
            for (Browser browser : browsers) {
                assertThat(browser.fetch(tomcats.first(), "/shop/add?thing=c").body())
                        .contains("basket=[a, b, c]");
            }
        } finally {
            tomcats.second().startAgain();
            tomcats.second().awaitStarted();
        }

        for (Browser browser : browsers) {
            assertThat(browser.fetch(tomcats.second(), "/shop/read").body()).contains("basket=[a, b, c]");
        }
    }

    @Test
    @DisplayName("Tomcat's examples keep their session on both")
    void examplesKeepTheirSession() {
        Browser browser = new Browser();

        browser.fetch(tomcats.first(), EXAMPLE + "?dataname=colour&datavalue=blue");

        assertThat(browser.fetch(tomcats.second(), EXAMPLE).body()).contains("colour = blue");
    }

    @Test
    @DisplayName("an attribute that does not exist stops the application's start, with its name")
    void unknownAttributeStopsTheStart() {
        String line = tomcats.manager().replace("<Manager ", "<Manager colour=\"blue\" ");
        Path war =
                War.ofShop().withContextXml("<Context>" + line + "</Context>").write("bad.war");

        String answer = new ManagerApplication(tomcats.first()).tryToDeploy("/bad", war);

        assertThat(answer).startsWith("FAIL");
        assertThat(tomcats.first().log()).containsPattern("Sessions of /bad: .*colour");
        assertThat(new Browser().fetch(tomcats.first(), "/shop/read").status()).isEqualTo(200);
    }

    @Test
    @Tag("G9")
    @DisplayName("sessions survive a new version of the application; a class that changed costs one attribute")
    void sessionsSurviveRedeployment() {
        Browser browser = new Browser();
        ManagerApplication manager = new ManagerApplication(tomcats.first());
        manager.deploy(
                "/moved",
                War.ofShop().with(CompiledClass.FILE, CompiledClass.version(1)).write("moved.war"));
        browser.fetch(tomcats.first(), "/moved/add?thing=a");
        browser.fetch(tomcats.first(), "/moved/make?class=" + CompiledClass.NAME);

        manager.deploy(
                "/moved",
                War.ofShop().with(CompiledClass.FILE, CompiledClass.version(2)).write("moved.war"));

        Answer after = browser.fetch(tomcats.first(), "/moved/add?thing=b");
        assertThat(after.body()).contains("basket=[a, b]").doesNotContain("made=");
        assertThat(tomcats.first().log()).contains("made").contains(CompiledClass.NAME);
        assertNoLeak(tomcats.first(), "/moved");
    }

    /** The examples start first, and with them the server's place in the grid. */
    @Test
    @DisplayName("the application that was started first can be reloaded; nothing keeps the old one in memory")
    void firstApplicationCanBeReloaded() {
        Browser browser = new Browser();
        ManagerApplication manager = new ManagerApplication(tomcats.second());
        browser.fetch(tomcats.second(), EXAMPLE + "?dataname=colour&datavalue=blue");

        assertThat(manager.text("reload?path=/examples")).startsWith("OK");

        assertThat(browser.fetch(tomcats.second(), EXAMPLE).body()).contains("colour = blue");
        assertNoLeak(tomcats.second(), "/examples");
    }

    /** Tomcat looks after a garbage collection, which need not find everything at once. */
    private static void assertNoLeak(TomcatProcess server, String path) {
        ManagerApplication manager = new ManagerApplication(server);
        await().untilAsserted(() -> assertThat(manager.text("findleaks?statusLine=true"))
                .startsWith("OK")
                .doesNotContain(path));
        assertThat(server.log())
                .doesNotContain("appears to have started a thread")
                .doesNotContain("memory leak");
    }

    @Test
    @DisplayName("versions of an application that are deployed in parallel share its sessions")
    void parallelVersionsShareSessions() {
        Browser old = new Browser();
        ManagerApplication manager = new ManagerApplication(tomcats.first());
        manager.deploy("/duo&version=1", War.ofShop().write("duo##1.war"));
        old.fetch(tomcats.first(), "/duo/add?thing=a");
        manager.deploy("/duo&version=2", War.ofShop().write("duo##2.war"));

        Browser fresh = new Browser();
        String before = fresh.fetch(tomcats.first(), "/duo/add?thing=x").body();
        String after = old.fetch(tomcats.first(), "/duo/add?thing=b").body();

        assertThat(before).contains("basket=[x]");
        assertThat(after).contains("basket=[a, b]");
    }

    @Test
    @Tag("G16")
    @DisplayName("the Manager web application and JMX show the sessions without a usable id, and expire them")
    void managerApplicationListsAndExpires() {
        Browser browser = new Browser();
        ManagerApplication manager = new ManagerApplication(tomcats.first());
        manager.deploy("/listed", War.ofShop().write("listed.war"));
        browser.fetch(tomcats.first(), "/listed/add?thing=a");
        String id = Browser.withoutRoute(browser.cookie());

        String counted = manager.text("sessions?path=/listed");
        String listed = manager.sessionsPage("/listed");
        String active = manager.attribute("Catalina:type=Manager,host=localhost,context=/listed", "activeSessions");
        String expired = manager.text("expire?path=/listed&idle=0");

        assertThat(counted).contains("[<1] minutes: [1] sessions");
        assertThat(listed).contains(id.substring(0, KEY)).doesNotContain(id);
        assertThat(active).endsWith(" = 1");
        assertThat(expired).contains("[1] sessions were expired");
        assertThat(browser.fetch(tomcats.first(), "/listed/read").body()).isEqualTo("no session");
    }
}
