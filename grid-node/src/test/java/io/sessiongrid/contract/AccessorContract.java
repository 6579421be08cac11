package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpSession;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code HttpSession.Accessor}, for containers of Servlet 6.1. */
public abstract class AccessorContract extends StagedContract {
    protected AccessorContract(GridMode mode, boolean sticky) {
        super(mode, sticky);
    }

    @Test
    final void anAccessorChangesTheSessionAfterItsRequestAndTheOtherServerSeesIt() {
        Browser browser = new Browser();
        AtomicReference<HttpSession.Accessor> accessor = accessorOf(browser);

        Objects.requireNonNull(accessor.get()).access(session -> session.setAttribute("a", "later"));

        assertThat(browser.read(second(), "a")).isEqualTo("later");
        assertThat(browser.read(first(), "a")).isEqualTo("later");
    }

    @Test
    final void anAccessorSeesWhatTheOtherServerHasChangedSince() {
        Browser browser = new Browser();
        AtomicReference<HttpSession.Accessor> accessor = accessorOf(browser);
        browser.write(second(), "a", "by the other");

        if (stage().isSticky()) {
            // A server that trusts its copy hears of the other's change a moment later.
            await().atMost(StaleCopies.MOMENT).until(() -> Objects.equals(read(accessor), "by the other"));
        }
        assertThat(read(accessor)).isEqualTo("by the other");
    }

    private static @Nullable Object read(AtomicReference<HttpSession.Accessor> accessor) {
        AtomicReference<Object> seen = new AtomicReference<>();
        Objects.requireNonNull(accessor.get()).access(session -> seen.set(session.getAttribute("a")));
        return seen.get();
    }

    @Test
    @Guarantee("G4")
    final void anAccessorOfAnEndedSessionIsRefused() {
        Browser browser = new Browser();
        AtomicReference<HttpSession.Accessor> accessor = accessorOf(browser);
        browser.run(second(), web -> web.session().invalidate());

        assertThatIllegalStateException()
                .isThrownBy(() -> Objects.requireNonNull(accessor.get())
                        .access(session -> session.setAttribute("a", "too late")));
        assertThat(browser.hasSession(first())).isFalse();
    }

    /** Tomcat refuses the accessor itself, Jetty its use. */
    @Test
    final void anEndedSessionHasNoAccessorThatWorks() {
        new Browser().run(first(), web -> {
            HttpSession session = web.session();
            session.invalidate();
            assertThatIllegalStateException()
                    .isThrownBy(() -> session.getAccessor().access(HttpSession::getAttributeNames));
        });
    }

    @Test
    @Guarantee("G5")
    final void anAccessorIsRefusedOnceTheOtherServerHasChangedTheId() {
        Browser browser = new Browser();
        AtomicReference<HttpSession.Accessor> accessor = accessorOf(browser);

        browser.run(second(), web -> web.request().changeSessionId());

        assertThatIllegalStateException().isThrownBy(() -> read(accessor));
        assertThat(browser.read(first(), "a")).isEqualTo("before");
    }

    private AtomicReference<HttpSession.Accessor> accessorOf(Browser browser) {
        AtomicReference<HttpSession.Accessor> accessor = new AtomicReference<>();
        browser.run(first(), web -> {
            web.set("a", "before");
            accessor.set(web.session().getAccessor());
        });
        return accessor;
    }
}
