package io.sessiongrid.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ServerPlan;
import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Also what Servlet 6.1 has and 6.0 has not. */
@DisplayName("On Jetty EE11,")
class Ee11FeaturesTest extends JettyFeatures {
    Ee11FeaturesTest() {
        super(Ee11FeaturesTest::dispatching);
    }

    private static Handler dispatching(ServerPlan.Context plan) {
        ServletContextHandler context = JettyServer.ee11Handler(plan);
        context.setCrossContextDispatchSupported(true);
        return context;
    }

    @Test
    @DisplayName("an accessor changes the session after its request, and the other server sees it")
    void accessor() {
        Browser browser = new Browser();
        AtomicReference<HttpSession.Accessor> accessor = accessorOf(browser);

        Objects.requireNonNull(accessor.get()).access(session -> session.setAttribute("a", "later"));

        assertThat(browser.read(second, "a")).isEqualTo("later");
        assertThat(browser.read(first, "a")).isEqualTo("later");
    }

    @Test
    @DisplayName("an accessor sees what the other server has changed since")
    void accessorIsUpToDate() {
        Browser browser = new Browser();
        AtomicReference<HttpSession.Accessor> accessor = accessorOf(browser);
        browser.write(second, "a", "by the other");
        AtomicReference<Object> seen = new AtomicReference<>();

        Objects.requireNonNull(accessor.get()).access(session -> seen.set(session.getAttribute("a")));

        assertThat(seen.get()).isEqualTo("by the other");
    }

    @Test
    @Tag("G4")
    @DisplayName("an accessor of an ended session is refused")
    void accessorOfEndedSession() {
        Browser browser = new Browser();
        AtomicReference<HttpSession.Accessor> accessor = accessorOf(browser);
        browser.run(second, web -> web.session().invalidate());

        assertThatIllegalStateException()
                .isThrownBy(() -> Objects.requireNonNull(accessor.get())
                        .access(session -> session.setAttribute("a", "too late")));
        assertThat(browser.hasSession(first)).isFalse();
    }

    private AtomicReference<HttpSession.Accessor> accessorOf(Browser browser) {
        AtomicReference<HttpSession.Accessor> accessor = new AtomicReference<>();
        browser.run(first, web -> {
            web.set("a", "before");
            accessor.set(web.session().getAccessor());
        });
        return accessor;
    }
}
