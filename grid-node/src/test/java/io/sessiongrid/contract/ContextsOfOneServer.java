package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Requests that go on in another context of their server, which shares the id and not the session. */
@Guarantee("Servlet 6.1 §7.3")
interface ContextsOfOneServer extends OnStage {
    private static RequestDispatcher dispatcher(Exchange web, String page) {
        return web.request().getServletContext().getContext(Stage.OTHER).getRequestDispatcher(page);
    }

    @Test
    default void aDispatchIntoAnotherContextUsesThatContextsSessionOfTheSameId() {
        Browser browser = new Browser();
        String included = Page.running(web -> {
            web.set("a", "of the other");
            web.print(web.session().getId());
        });

        String ids = browser.run(first(), web -> {
                    web.set("a", "of the root");
                    dispatcher(web, included).include(web.request(), web.response());
                    web.print(" " + web.session().getId());
                })
                .body();

        assertThat(ids.split(" ", -1)[0]).isEqualTo(ids.split(" ", -1)[1]);
        assertThat(browser.read(second(), "a")).isEqualTo("of the root");
        assertThat(browser.fetch(second(), Stage.OTHER + Page.running(web -> web.print(web.get("a"))))
                        .body())
                .isEqualTo("of the other");
    }

    @Guarantee("G1")
    @Test
    default void aForwardIntoAnotherContextHasItsChangesOnTheOtherServerAtTheFirstByte() throws IOException {
        Browser browser = new Browser();
        browser.write(first(), "a", "before");
        browser.fetch(first(), Stage.OTHER + Page.running(web -> web.set("a", "before")));
        try (Gate gate = new Gate()) {
            String target = Page.running(web -> {
                web.set("a", "of the other");
                web.flush();
                gate.linger();
            });
            try (var held = browser.open(first(), web -> {
                web.set("a", "of the root");
                dispatcher(web, target).forward(web.request(), web.response());
            })) {
                held.awaitFirstByte();

                assertThat(browser.read(second(), "a")).isEqualTo("of the root");
                assertThat(browser.fetch(second(), Stage.OTHER + Page.running(web -> web.print(web.get("a"))))
                                .body())
                        .isEqualTo("of the other");
            }
        }
    }

    @Test
    default void aSessionThatEndedMayBeginAnewUnderTheIdThatTheOthersGoOnWith() {
        Browser browser = new Browser();
        browser.write(first(), "a", "of the root");
        browser.fetch(first(), Stage.OTHER + Page.running(web -> web.set("a", "of the other")));
        browser.fetch(first(), Stage.OTHER + Page.running(web -> web.session().invalidate()));

        browser.fetch(first(), Stage.OTHER + Page.running(web -> web.set("a", "anew")));

        assertThat(browser.fetch(second(), Stage.OTHER + Page.running(web -> web.print(web.get("a"))))
                        .body())
                .isEqualTo("anew");
    }

    @Guarantee("G5")
    @Test
    default void aNewIdHoldsInAllContextsThatShareIt() {
        Browser browser = new Browser();
        browser.write(first(), "a", "of the root");
        browser.fetch(first(), Stage.OTHER + Page.running(web -> web.set("a", "of the other")));
        Browser stale = browser.copy();

        browser.run(first(), web -> web.request().changeSessionId());

        String other =
                Stage.OTHER + Page.running(web -> web.print(web.existingSession() == null ? "none" : web.get("a")));
        assertThat(browser.fetch(second(), other).body()).isEqualTo("of the other");
        assertThat(stale.fetch(second(), other).body()).isEqualTo("none");
        assertThat(browser.read(second(), "a")).isEqualTo("of the root");
    }
}
