package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A response that is complete with its head has, with its first byte, all changes on the other server. */
@Guarantee("G1")
interface ResponsesWithoutBody extends OnStage {
    private void assertVisibleAtFirstByte(String method, int status) throws IOException {
        Browser browser = new Browser();
        browser.write(first(), "a", "before");
        Gate gate = new Gate();
        ServletCode code = web -> {
            web.set("a", "set");
            web.response().setStatus(status);
            web.response().flushBuffer();
            gate.pass();
        };
        try (gate;
                RawExchange held = browser.openPage(first(), method, Page.running(code))) {
            assertThat(held.head()).startsWith("HTTP/1.1 " + status);

            assertThat(browser.read(second(), "a")).isEqualTo("set");
        }
    }

    @Test
    default void aChangeByHeadIsOnTheOtherServerAtTheFirstByte() throws IOException {
        assertVisibleAtFirstByte("HEAD", 200);
    }

    @Test
    default void aChangeThatIsAnsweredNotModifiedIsOnTheOtherServerAtTheFirstByte() throws IOException {
        assertVisibleAtFirstByte("GET", 304);
    }

    @Test
    default void aChangeThatIsAnsweredNoContentIsOnTheOtherServerAtTheFirstByte() throws IOException {
        assertVisibleAtFirstByte("GET", 204);
    }
}
