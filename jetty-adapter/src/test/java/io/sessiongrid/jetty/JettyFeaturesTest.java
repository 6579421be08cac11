package io.sessiongrid.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.Page;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Jetty has and not every container. */
@DisplayName("On Jetty,")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JettyFeaturesTest {
    /** Where FORM authentication sets a form aside until its sender has logged in. */
    private static final String FORM_POST = "org.eclipse.jetty.security.form_POST";

    private final TwoJettyServers servers = new TwoJettyServers(JettyServer::ee11Handler);
    private final Browser browser = new Browser();

    @AfterAll
    void stopServers() {
        servers.close();
    }

    @Test
    @DisplayName("a form that a login interrupted comes to the server on which its sender logs in")
    void interruptedForm() {
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
    @Tag("G4")
    @DisplayName("a session that ends ends in all contexts that share its id")
    void endInAllContexts() {
        browser.write(servers.first(), "a", "of the root");
        browser.fetch(servers.first(), "/other" + Page.running(web -> web.set("a", "of the other")));

        browser.run(servers.second(), web -> web.session().invalidate());

        assertThat(browser.fetch(servers.first(), "/other" + Page.running(web -> web.print(web.existingSession())))
                        .body())
                .isEqualTo("null");
    }
}
