package io.sessiongrid.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ContractServer;
import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** {@code HttpSession.Accessor} of Servlet 6.1, which Tomcat 10.1 does not have. */
@DisplayName("On Tomcat 11,")
@DisabledIfSystemProperty(named = "tomcat.version", matches = "10\\..*")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessorTest {
    private final TwoTomcatServers servers = new TwoTomcatServers(Map.of(), context -> {});

    private ContractServer first;
    private ContractServer second;

    @BeforeAll
    void nameServers() {
        first = servers.first();
        second = servers.second();
    }

    @AfterAll
    void stopServers() {
        servers.close();
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
