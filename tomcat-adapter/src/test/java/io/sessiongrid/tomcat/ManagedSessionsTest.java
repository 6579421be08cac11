package io.sessiongrid.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.Browser;
import java.util.Arrays;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("An operator of Tomcat")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManagedSessionsTest {
    private final TwoTomcatServers servers = new TwoTomcatServers(Map.of(), context -> {});
    private final GridManager manager =
            (GridManager) ((Context) servers.first().tomcat().getHost().findChild("")).getManager();

    @AfterAll
    void stopServers() {
        servers.close();
    }

    private Session listed(Browser browser) {
        String key = Browser.withoutRoute(browser.cookie()).substring(0, 16);
        return Arrays.stream(manager.findSessions())
                .filter(session -> session.getIdInternal().startsWith(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void seesTheSessionsThatLiveHere() {
        Browser browser = new Browser();
        browser.write(servers.first(), "a", "1");

        Session session = listed(browser);

        assertThat(session.isValid()).isTrue();
        assertThat(session.getSession().getAttribute("a")).isEqualTo("1");
        assertThat(session.getCreationTime()).isPositive();
        assertThat(manager.getActiveSessions()).isPositive();
        assertThat(manager.getSessionsInGrid()).isPositive();
        assertThat(manager.getSessionCounter()).isPositive();
        assertThat(manager.getMaxActive()).isPositive();
        assertThat(manager.listSessionIds()).contains(session.getIdInternal());
    }

    @Test
    @Tag("G16")
    void isNotShownAnIdThatCouldBeUsed() {
        Browser browser = new Browser();
        browser.write(servers.first(), "a", "1");

        String shown = listed(browser).getIdInternal();

        assertThat(new Browser().withCookie(shown).hasSession(servers.first())).isFalse();
        assertThat(new Browser().withCookie(shown).hasSession(servers.second())).isFalse();
    }

    @Test
    @Tag("G4")
    void endsASessionEverywhere() {
        Browser browser = new Browser();
        browser.write(servers.first(), "a", "1");

        manager.expireSession(listed(browser).getIdInternal());

        assertThat(browser.hasSession(servers.second())).isFalse();
        assertThat(browser.hasSession(servers.first())).isFalse();
    }
}
