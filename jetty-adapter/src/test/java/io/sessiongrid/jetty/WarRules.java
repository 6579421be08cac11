package io.sessiongrid.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.FirstServerLoader;
import io.sessiongrid.contract.ServerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A web application as it is deployed: with a class loader of its own, and Jetty's login by form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WarRules {
    private final List<Handler> contexts = new ArrayList<>();
    private final TwoJettyServers servers;
    private final ContractServer first;
    private final ContractServer second;

    /** With contexts made by {@code webApp} from {@link ShopWar}. */
    WarRules(Function<ServerPlan.Context, Handler> webApp) {
        servers = new TwoJettyServers(plan -> {
            Handler context = webApp.apply(plan);
            contexts.add(context);
            return context;
        });
        first = servers.first();
        second = servers.second();
    }

    @AfterAll
    void stopServers() {
        servers.close();
    }

    private static String read(Browser browser, ContractServer server) {
        return browser.run(server, web -> {
                    Object greeting = web.get("greeting", Object.class);
                    ClassLoader loader = greeting.getClass().getClassLoader();
                    web.print(greeting + " " + (loader == Thread.currentThread().getContextClassLoader()));
                })
                .body();
    }

    @Test
    @DisplayName("an object of a class that only the application has is on the other server")
    void attributeOfTheApplicationsClass() {
        Browser browser = new Browser();

        browser.run(first, web -> web.set("greeting", FirstServerLoader.greeting()));

        assertThat(read(browser, second)).isEqualTo("hello true");
    }

    @Test
    @DisplayName("an application that was restarted makes its objects afresh, of its own classes")
    void restart() throws Exception {
        Browser browser = new Browser();
        browser.run(first, web -> web.set("greeting", FirstServerLoader.greeting()));
        Handler context = contexts.get(0);

        context.stop();
        context.start();

        assertThat(read(browser, first)).isEqualTo("hello true");
        assertThat(read(browser, second)).isEqualTo("hello true");
    }

    private static String logIn(Browser browser, ContractServer server) {
        assertThat(browser.fetch(server, ShopWar.LOGIN).body()).isEqualTo("Who are you?");
        Answer answer = browser.post(
                server, "/j_security_check", "j_username=" + ShopWar.USER + "&j_password=" + ShopWar.PASSWORD);
        assertThat(answer.status()).as(answer.body()).isIn(302, 303);
        return answer.location().get(0);
    }

    private static void assertSentToLogin(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(302, 303);
        assertThat(answer.location()).singleElement().asString().startsWith(ShopWar.LOGIN);
    }

    @Test
    @DisplayName("a page that needs a login on one server is shown after the login on the other, on both")
    void login() {
        Browser browser = new Browser();
        assertSentToLogin(browser.ask(first, ShopWar.ORDER + "?article=jam"));

        assertThat(logIn(browser, second)).endsWith(ShopWar.ORDER + "?article=jam");

        for (ContractServer server : List.of(second, first)) {
            assertThat(browser.fetch(server, ShopWar.ORDER + "?article=jam").body())
                    .isEqualTo("GET jam for ada");
        }
    }

    @Test
    @Tag("G5")
    @DisplayName("a login by form changes the id, and the old id opens nothing")
    void loginChangesTheId() {
        Browser browser = new Browser();
        browser.write(first, "a", "1");
        Browser stale = browser.copy();
        browser.ask(first, ShopWar.ORDER);

        logIn(browser, second);

        assertThat(browser.cookie()).isNotEqualTo(stale.cookie());
        assertThat(browser.read(first, "a")).isEqualTo("1");
        assertThat(stale.hasSession(first)).isFalse();
        assertThat(stale.hasSession(second)).isFalse();
    }

    @Test
    @Tag("G4")
    @DisplayName("a logout on one server is one on the other")
    void logout() {
        Browser browser = new Browser();
        browser.ask(first, ShopWar.ORDER);
        logIn(browser, second);
        browser.fetch(first, ShopWar.ORDER);

        browser.run(second, web -> {
            web.request().logout();
            web.session().invalidate();
        });

        assertSentToLogin(browser.ask(first, ShopWar.ORDER));
        assertSentToLogin(browser.ask(second, ShopWar.ORDER));
    }
}
