package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever has a byte of the response finds, on any server, what was changed before that byte. */
@Guarantee("G1")
interface ReadYourWrites extends OnStage {
    /** Times that a race is tried. */
    int OFTEN = 10;

    String LONG_TEXT = "0123456789abcdef".repeat(16_384);

    /** Runs {@code code}, which is to set "a" and then wait at the gate, and reads "a" elsewhere at the first byte. */
    private void assertVisibleAtFirstByte(ServletCode code, Gate gate) throws IOException {
        Browser browser = new Browser();
        browser.write(first(), "a", "before");
        try (gate;
                RawExchange held = browser.open(first(), code)) {
            held.awaitFirstByte();
            assertThat(browser.read(second(), "a")).isEqualTo("set");
            gate.open();
            held.complete();
        }
        assertThat(browser.read(first(), "a")).isEqualTo("set");
    }

    @Test
    default void writesAndReadsAlternateBetweenServers() {
        Browser browser = new Browser();
        for (int i = 0; i < OFTEN; i++) {
            browser.write(stage().servers().get(i % 2), "count", i);

            assertThat(browser.read(stage().servers().get((i + 1) % 2), "count"))
                    .isEqualTo(Integer.toString(i));
        }
    }

    @Test
    default void aNewSessionIsOnTheOtherServerAtTheFirstByte() throws IOException {
        Browser browser = new Browser();
        Gate gate = new Gate();
        ServletCode code = web -> {
            web.set("a", "set");
            web.flush();
            gate.pass();
        };
        try (gate;
                RawExchange held = browser.open(first(), code)) {
            held.head();

            assertThat(browser.read(second(), "a")).isEqualTo("set");
        }
    }

    @Test
    default void aChangeBeforeAFlushIsOnTheOtherServerAtTheFirstByte() throws IOException {
        Gate gate = new Gate();
        assertVisibleAtFirstByte(
                web -> {
                    web.set("a", "set");
                    web.flush();
                    gate.pass();
                },
                gate);
    }

    @Test
    default void aChangeInPlaceIsOnTheOtherServerWhenTheAnnouncedLengthIsReached() throws IOException {
        Gate gate = new Gate();
        Browser browser = new Browser();
        browser.write(first(), "a", new AtomicInteger());
        ServletCode code = web -> {
            AtomicInteger number = web.get("a", AtomicInteger.class);
            web.response().setContentLength(2);
            web.print("o");
            web.flush();
            number.set(1);
            web.print("k");
            web.flush();
            gate.linger();
        };
        try (gate;
                RawExchange held = browser.open(first(), code)) {
            assertThat(held.complete()).isEqualTo("ok");

            assertThat(browser.read(second(), "a")).isEqualTo("1");
        }
    }

    @Test
    default void aChangeIsOnTheOtherServerWhenTheAnnouncedLengthIsReached() throws IOException {
        Gate gate = new Gate();
        Browser browser = new Browser();
        browser.write(first(), "a", "before");
        ServletCode code = web -> {
            web.response().setContentLength(2);
            web.print("o");
            web.flush();
            web.set("a", "set");
            web.print("k");
            web.response().getWriter().flush();
            gate.linger();
        };
        try (gate;
                RawExchange held = browser.open(first(), code)) {
            assertThat(held.complete()).isEqualTo("ok");

            assertThat(browser.read(second(), "a")).isEqualTo("set");
        }
    }

    @Test
    default void aChangeIsOnTheOtherServerWhileTheServletWorksOnAfterItsWholeAnswer() throws IOException {
        Gate gate = new Gate();
        assertVisibleAtFirstByte(
                web -> {
                    web.set("a", "set");
                    web.answerCompletely("ok");
                    gate.pass();
                },
                gate);
    }

    @Test
    default void aChangeBeforeALargeBodyIsOnTheOtherServerWhenTheBufferRunsOver() throws IOException {
        Gate gate = new Gate();
        assertVisibleAtFirstByte(
                web -> {
                    web.set("a", "set");
                    web.print(LONG_TEXT);
                    gate.linger();
                },
                gate);
    }

    @Test
    default void aRedirectCanBeFollowedAtOnceOnTheOtherServer() throws IOException {
        Gate gate = new Gate();
        assertVisibleAtFirstByte(
                web -> {
                    web.set("a", "set");
                    web.response().sendRedirect("/somewhere");
                    gate.linger();
                },
                gate);
    }

    @Test
    default void anErrorPageAndTheServletBeforeItAreOnTheOtherServerAtTheFirstByte() throws IOException {
        Gate gate = new Gate();
        Browser browser = new Browser();
        ServletCode fails = web -> {
            web.set("a", "set");
            web.response().sendError(ContractApplication.ERROR_STATUS);
        };
        ServletCode apologises = web -> {
            web.set("b", web.get("a") + " by the error page");
            web.flush();
            gate.pass();
        };
        browser.write(first(), "a", "before");
        try (gate;
                RawExchange held = browser.openPage(first(), Page.running(fails, apologises))) {
            assertThat(held.head()).startsWith("HTTP/1.1 " + ContractApplication.ERROR_STATUS);

            assertThat(browser.read(second(), "a")).isEqualTo("set");
            assertThat(browser.read(second(), "b")).isEqualTo("set by the error page");
        }
    }

    @Test
    default void aServletThatFailedHasItsChangesOnTheOtherServerAtTheFirstByte() {
        Browser browser = new Browser();
        browser.write(first(), "a", "before");

        Answer answer = browser.ask(first(), Page.running(web -> {
            web.set("a", "set");
            throw new IllegalStateException("A planned failure");
        }));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(browser.read(second(), "a")).isEqualTo("set");
    }

    @Test
    default void changesBeforeAndAfterAForwardAreOnTheOtherServerAtTheFirstByte() throws IOException {
        Gate gate = new Gate();
        String target = Page.running(web -> {
            web.set("b", "set");
            web.flush();
            gate.linger();
        });
        assertVisibleAtFirstByte(
                web -> {
                    web.set("a", "set");
                    web.request().getRequestDispatcher(target).forward(web.request(), web.response());
                },
                gate);
    }

    @Test
    default void whatAnIncludedPageChangedIsOnTheOtherServerAtTheFirstByte() throws IOException {
        Gate gate = new Gate();
        String target = Page.running(web -> web.set("a", "set"));
        assertVisibleAtFirstByte(
                web -> {
                    web.request().getRequestDispatcher(target).include(web.request(), web.response());
                    web.flush();
                    gate.pass();
                },
                gate);
    }

    @Test
    default void whatALaterThreadChangedIsOnTheOtherServerAtTheFirstByte() throws IOException {
        Gate gate = new Gate();
        assertVisibleAtFirstByte(
                web -> {
                    HttpSession session = web.session();
                    AsyncContext async = web.request().startAsync();
                    CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> {
                        try {
                            session.setAttribute("a", "set");
                            async.getResponse().flushBuffer();
                            gate.pass();
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        } finally {
                            async.complete();
                        }
                    });
                    assertThat(unused).isNotNull();
                },
                gate);
    }

    @Test
    default void whatAnAsynchronousDispatchChangedIsOnTheOtherServerAtTheFirstByte() throws IOException {
        Gate gate = new Gate();
        String target = Page.running(web -> {
            web.set("a", "set");
            web.flush();
            gate.pass();
        });
        assertVisibleAtFirstByte(
                web -> {
                    web.set("a", "not yet");
                    web.request().startAsync().dispatch(target);
                },
                gate);
    }
}
