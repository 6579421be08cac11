package io.sessiongrid.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sessiongrid.contract.Browser;
import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("A session that Jetty or an application keeps for later")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptSessionTest {
    /** Where FORM authentication sets a form aside until its sender has logged in. */
    private static final String FORM_POST = "org.eclipse.jetty.security.form_POST";

    private final TwoJettyServers servers = new TwoJettyServers(JettyServer::ee11Handler);
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
    void bringsAFormToTheServerOnWhichItsSenderLogsIn() {
        browser.run(servers.first(), web -> {
            Fields form = new Fields();
            form.add("article", "tea");
            form.add("article", "jam");
            web.session().setAttribute(FORM_POST, form);
        });

        String articles = browser.run(
                        servers.second(),
                        web -> web.print(((Fields) web.session().getAttribute(FORM_POST)).getValuesOrEmpty("article")))
                .body();

        assertThat(articles).isEqualTo("[tea, jam]");
    }

    @Test
    void canBeReadAfterItsRequest() {
        HttpSession kept = keep();
        browser.write(servers.second(), "a", "by the other");

        assertThat(kept.getAttribute("a")).isEqualTo("by the other");
    }

    @Test
    void canBeChangedAfterItsRequest() {
        HttpSession kept = keep();

        kept.setAttribute("a", "later");

        assertThat(browser.read(servers.second(), "a")).isEqualTo("later");
    }

    @Tag("G4")
    @Test
    void canBeEndedAfterItsRequest() {
        HttpSession kept = keep();

        kept.invalidate();

        assertThat(browser.hasSession(servers.first())).isFalse();
        assertThat(browser.hasSession(servers.second())).isFalse();
        assertThatIllegalStateException().isThrownBy(kept::invalidate);
    }
}
