package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which request {@code getLastAccessedTime} tells of. */
@Guarantee("Servlet 6.1 §7.6")
interface LastAccessRules extends OnStage {
    /** So short, in seconds, that the grid is told of an access after a second (setting {@code touchInterval}). */
    int INTERVAL = 20;

    /** More than the touch interval, and than the clocks of servers and grid are apart on one machine. */
    Duration PAUSE = Duration.ofSeconds(2);

    private static Instant accessed(Browser browser, ContractServer server) {
        return Instant.ofEpochMilli(Long.parseLong(
                browser.run(server, web -> web.print(web.session().getLastAccessedTime()))
                        .body()));
    }

    private static Instant pause() {
        Instant end = Instant.now().plus(PAUSE);
        await().pollInterval(Duration.ofMillis(100)).until(() -> Instant.now().isAfter(end));
        return Instant.now();
    }

    @Test
    default void aNewSessionWasLastAccessedWhenItWasMade() {
        new Browser()
                .run(
                        first(),
                        web -> assertThat(web.session().getLastAccessedTime())
                                .isEqualTo(web.session().getCreationTime()));
    }

    @Test
    default void theLastAccessIsThatOfAnEarlierRequestOnWhateverServer() {
        Browser browser = new Browser();
        browser.run(first(), web -> web.session().setMaxInactiveInterval(INTERVAL));

        Instant beforeSecond = pause();
        assertThat(accessed(browser, second())).isBefore(beforeSecond.minusSeconds(1));

        Instant beforeThird = pause();
        assertThat(accessed(browser, first())).isBetween(beforeSecond.minusSeconds(1), beforeThird.minusSeconds(1));
    }
}
