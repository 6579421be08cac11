package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.http.HttpSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Nothing brings an invalidated session back. */
@Guarantee("G4")
interface EndedMeansEnded extends OnStage {
    private void assertNowhere(String cookie) {
        for (ContractServer server : stage().servers()) {
            assertThat(new Browser().withCookie(Browser.withoutRoute(cookie)).hasSession(server))
                    .isFalse();
        }
    }

    /** Begins {@code late} on the first server, ends the session on {@code ending}, and lets {@code late} go on. */
    private void assertNotRevived(ContractServer ending, ServletCode late) {
        Browser browser = new Browser();
        browser.write(first(), "a", new AtomicInteger(1));
        String cookie = browser.cookie();
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.copy().start(first(), Page.running(web -> {
                web.get("a");
                gate.pass();
                late.run(web);
            }));
            gate.awaitArrival();
            browser.run(ending, web -> web.session().invalidate());
            gate.open();
            held.join();
        }

        assertNowhere(cookie);
    }

    @Test
    default void aSessionEndedOnOneServerIsGoneOnBoth() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        browser.read(second(), "a");
        String cookie = browser.cookie();

        browser.run(first(), web -> web.session().invalidate());

        assertNowhere(cookie);
    }

    @Test
    default void aSessionEndedOnTheOtherServerIsGoneOnBoth() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        String cookie = browser.cookie();

        browser.copy().run(second(), web -> web.session().invalidate());

        assertNowhere(cookie);
    }

    @Test
    default void aLateWriteDoesNotReviveASessionEndedOnTheOtherServer() {
        assertNotRevived(second(), web -> web.set("b", "late"));
    }

    @Test
    default void aLateChangeInPlaceDoesNotReviveASessionEndedOnTheOtherServer() {
        assertNotRevived(second(), web -> web.get("a", AtomicInteger.class).set(2));
    }

    @Test
    default void aLateWriteDoesNotReviveASessionEndedOnTheSameServer() {
        assertNotRevived(first(), web -> web.set("b", "late"));
    }

    @Test
    default void aLateRotationDoesNotReviveASessionEndedOnTheOtherServer() {
        assertNotRevived(second(), web -> web.request().changeSessionId());
    }

    @Test
    default void aLateRotationOfASessionEndedOnTheOtherServerIsNoSuccess() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.copy().start(first(), Page.running(web -> {
                web.get("a");
                gate.pass();
                assertThatIllegalStateException().isThrownBy(() -> web.request().changeSessionId());
            }));
            gate.awaitArrival();
            browser.run(second(), web -> web.session().invalidate());
            gate.open();

            assertThat(held.join().status()).as(held.join().body()).isEqualTo(200);
        }
    }

    @Test
    default void endingASessionTwiceIsRefused() {
        new Browser().run(first(), web -> {
            HttpSession session = web.session();
            session.invalidate();

            assertThatIllegalStateException().isThrownBy(session::invalidate);
        });
    }

    @Test
    default void anEndedSessionRefusesAllUse() {
        new Browser().run(first(), web -> {
            HttpSession session = web.session();
            session.setAttribute("a", "1");
            session.invalidate();

            assertRefused(session, ended -> ended.getAttribute("a"));
            assertRefused(session, ended -> ended.setAttribute("a", "2"));
            assertRefused(session, ended -> ended.setAttribute("a", null));
            assertRefused(session, ended -> ended.removeAttribute("a"));
            assertRefused(session, HttpSession::getAttributeNames);
            assertRefused(session, HttpSession::getCreationTime);
            assertRefused(session, HttpSession::getLastAccessedTime);
            assertRefused(session, HttpSession::isNew);
        });
    }

    private static void assertRefused(HttpSession session, Consumer<HttpSession> use) {
        assertThatIllegalStateException().isThrownBy(() -> use.accept(session));
    }

    @Test
    default void aSessionBegunAfterAnEndedOneInTheSameRequestIsAnother() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        String before = browser.id(first());
        String cookie = browser.cookie();

        browser.run(first(), web -> {
            web.session().invalidate();
            web.set("b", "2");
        });

        assertThat(browser.id(second())).isNotEqualTo(before);
        assertThat(browser.read(second(), "a")).isEqualTo("null");
        assertThat(browser.read(second(), "b")).isEqualTo("2");
        assertNowhere(cookie);
    }

    @Test
    default void aSessionBegunAndEndedInOneRequestNeverExists() {
        Browser browser = new Browser();

        browser.run(first(), web -> {
            web.set("a", "1");
            web.session().invalidate();
        });

        assertThat(browser.hasSession(first())).isFalse();
        assertThat(browser.hasSession(second())).isFalse();
    }
}
