package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A session that an application keeps beyond its request, for a WebSocket or a list of users. */
@Guarantee("G1, G4")
interface KeptSessions extends OnStage {
    private HttpSession kept(Browser browser) {
        AtomicReference<HttpSession> kept = new AtomicReference<>();
        browser.run(first(), web -> {
            web.set("a", "before");
            kept.set(web.session());
        });
        return Objects.requireNonNull(kept.get());
    }

    @Test
    default void aKeptSessionShowsWhatTheOtherServerHasWrittenSince() {
        Browser browser = new Browser();
        HttpSession kept = kept(browser);
        browser.write(second(), "a", "by the other");

        assertThat(kept.getAttribute("a")).isEqualTo("by the other");
        assertThat(kept.getLastAccessedTime()).isPositive();
    }

    @Test
    default void aKeptSessionIsCommittedAtOnceWhenItIsChanged() {
        Browser browser = new Browser();
        HttpSession kept = kept(browser);

        kept.setAttribute("a", "later");

        assertThat(browser.read(second(), "a")).isEqualTo("later");
    }

    @Test
    default void aKeptSessionCanBeEnded() {
        Browser browser = new Browser();
        HttpSession kept = kept(browser);

        kept.invalidate();

        assertThat(browser.copy().hasSession(first())).isFalse();
        assertThat(browser.copy().hasSession(second())).isFalse();
        assertThatIllegalStateException().isThrownBy(kept::invalidate);
        assertThatIllegalStateException().isThrownBy(() -> kept.getAttribute("a"));
    }

    @Test
    default void aKeptSessionIsRefusedWhenItHasEnded() {
        Browser browser = new Browser();
        HttpSession kept = kept(browser);
        browser.run(second(), web -> web.session().invalidate());

        assertThatIllegalStateException().isThrownBy(() -> kept.setAttribute("a", "too late"));
        assertThat(browser.hasSession(second())).isFalse();
    }
}
