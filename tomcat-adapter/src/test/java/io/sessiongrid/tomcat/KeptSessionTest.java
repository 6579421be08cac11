package io.sessiongrid.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sessiongrid.contract.Browser;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("A session that an application keeps beyond its request")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptSessionTest {
    private final TwoTomcatServers servers = new TwoTomcatServers(Map.of(), context -> {});
    private final Browser browser = new Browser();

    @AfterAll
    void stopServers() {
        servers.close();
    }

    private HttpSession keep() {
        AtomicReference<HttpSession> kept = new AtomicReference<>();
        browser.run(servers.first(), web -> {
            web.set("a", "before");
            kept.set(web.session());
        });
        return Objects.requireNonNull(kept.get());
    }

    @Test
    void showsWhatTheOtherServerHasWrittenSince() {
        HttpSession kept = keep();
        browser.write(servers.second(), "a", "by the other");

        assertThat(kept.getAttribute("a")).isEqualTo("by the other");
        assertThat(kept.getLastAccessedTime()).isPositive();
    }

    @Test
    @Tag("G1")
    void isSavedAtOnceWhenItIsChanged() {
        HttpSession kept = keep();

        kept.setAttribute("a", "later");

        assertThat(browser.read(servers.second(), "a")).isEqualTo("later");
    }

    @Test
    @Tag("G4")
    void canBeEnded() {
        HttpSession kept = keep();

        kept.invalidate();

        assertThat(browser.hasSession(servers.second())).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> kept.getAttribute("a"));
    }

    @Test
    @Tag("G4")
    void isRefusedWhenItHasEnded() {
        HttpSession kept = keep();
        browser.run(servers.second(), web -> web.session().invalidate());

        assertThatIllegalStateException().isThrownBy(() -> kept.setAttribute("a", "too late"));
        assertThat(browser.hasSession(servers.first())).isFalse();
    }
}
