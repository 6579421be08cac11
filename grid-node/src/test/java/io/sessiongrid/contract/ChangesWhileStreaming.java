package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is changed after the first byte is on any server before the byte that completes the response. */
@Guarantee("G1")
interface ChangesWhileStreaming extends OnStage {
    /** Times that a race is tried. */
    int OFTEN = 10;

    @Test
    default void whatALaterThreadChangedIsOnTheOtherServerWhenTheResponseIsComplete() {
        Browser browser = new Browser();
        for (int i = 0; i < OFTEN; i++) {
            int count = i;
            browser.run(first(), web -> {
                HttpSession session = web.session();
                AsyncContext async = web.request().startAsync();
                async.start(() -> {
                    session.setAttribute("count", count);
                    async.complete();
                });
            });

            assertThat(browser.read(second(), "count")).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    default void changesAfterTheFirstByteAreOnTheOtherServerWhenTheResponseIsComplete() throws IOException {
        Browser browser = new Browser();
        browser.write(first(), "count", -1);
        for (int i = 0; i < OFTEN; i++) {
            int count = i;
            ServletCode code = web -> {
                web.print("begin");
                web.flush();
                web.set("count", count);
            };
            try (RawExchange streamed = browser.open(first(), code)) {
                assertThat(streamed.complete()).isEqualTo("begin");

                assertThat(browser.read(second(), "count")).isEqualTo(Integer.toString(i));
            }
        }
    }

    @Test
    default void changesInPlaceAfterTheFirstByteAreOnTheOtherServerWhenTheResponseIsComplete() throws IOException {
        Browser browser = new Browser();
        browser.write(first(), "a", new AtomicInteger(1));
        ServletCode code = web -> {
            AtomicInteger value = web.get("a", AtomicInteger.class);
            web.flush();
            value.set(2);
        };
        try (RawExchange streamed = browser.open(first(), code)) {
            streamed.complete();

            assertThat(browser.read(second(), "a")).isEqualTo("2");
        }
    }

    @Test
    default void changesBetweenTwoPiecesOfTheBodyAreOnTheOtherServerAtTheSecondPiece() throws IOException {
        Gate gate = new Gate();
        Browser browser = new Browser();
        browser.write(first(), "a", "before");
        ServletCode code = web -> {
            web.print("1");
            web.flush();
            web.set("a", "set");
            web.print("2");
            web.flush();
            gate.pass();
        };
        try (gate;
                RawExchange held = browser.open(first(), code)) {
            held.head();
            assertThat(held.chunk()).isEqualTo("1");
            assertThat(held.chunk()).isEqualTo("2");

            assertThat(browser.read(second(), "a")).isEqualTo("set");
        }
    }
}
