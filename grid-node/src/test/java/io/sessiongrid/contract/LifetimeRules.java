package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Times travel with the session, and a session ends when it was not used for too long. */
@Guarantee("Servlet 6.1 §7.5 and 7.6")
interface LifetimeRules extends OnStage {
    /** Between the clocks of the test, the servers and the grid, all of one machine. */
    Duration SLACK = Duration.ofSeconds(5);

    @Test
    default void theCreationTimeIsTheSameOnBothServers() {
        Browser browser = new Browser();
        Instant before = Instant.now();
        ServletCode created = web -> web.print(web.session().getCreationTime());
        String onFirst = browser.run(first(), created).body();

        assertThat(browser.run(first(), created).body()).isEqualTo(onFirst);
        assertThat(browser.run(second(), created).body()).isEqualTo(onFirst);
        assertThat(Instant.ofEpochMilli(Long.parseLong(onFirst))).isBetween(before.minus(SLACK), before.plus(SLACK));
    }

    @Test
    default void theLastAccessedTimeIsPlausibleOnBothServers() {
        Browser browser = new Browser();
        Instant before = Instant.now();
        browser.id(first());

        for (ContractServer server : stage().servers()) {
            String accessed = browser.run(server, web -> web.print(web.session().getLastAccessedTime()))
                    .body();
            assertThat(Instant.ofEpochMilli(Long.parseLong(accessed)))
                    .isBetween(before.minus(SLACK), before.plus(SLACK));
        }
    }

    @Test
    default void theTimeoutOfTheApplicationHolds() {
        String interval = new Browser()
                .run(first(), web -> web.print(web.session().getMaxInactiveInterval()))
                .body();

        assertThat(interval).isEqualTo(Integer.toString(ContractApplication.SESSION_TIMEOUT * 60));
    }

    @Test
    default void aTimeoutOfOneSessionIsKnownOnTheOtherServer() {
        Browser browser = new Browser();
        browser.run(first(), web -> web.session().setMaxInactiveInterval(77));

        assertThat(interval(browser, second())).isEqualTo(77);
        browser.run(second(), web -> web.session().setMaxInactiveInterval(78));
        assertThat(interval(browser, first())).isEqualTo(78);
    }

    @Test
    default void zeroAndLessMeanNever() {
        for (int never : new int[] {0, -1}) {
            Browser browser = new Browser();
            browser.run(first(), web -> {
                web.set("a", "1");
                web.session().setMaxInactiveInterval(never);
            });

            assertThat(interval(browser, second())).isLessThanOrEqualTo(0);
            assertThat(browser.read(second(), "a")).isEqualTo("1");
            assertThat(browser.read(first(), "a")).isEqualTo("1");
        }
    }

    private static int interval(Browser browser, ContractServer server) {
        return Integer.parseInt(
                browser.run(server, web -> web.print(web.session().getMaxInactiveInterval()))
                        .body());
    }

    @Test
    default void onlyASessionThatNobodyUsesEnds() {
        int seconds = 2;
        Browser usedOnBoth = new Browser();
        Browser usedOnFirst = new Browser();
        Browser unused = new Browser();
        for (Browser browser : new Browser[] {usedOnBoth, usedOnFirst, unused}) {
            browser.run(second(), web -> {
                HttpSession session = web.session();
                session.setMaxInactiveInterval(seconds);
                session.setAttribute("a", "1");
            });
        }
        Instant end = Instant.now().plusSeconds(seconds + 1L);

        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    assertThat(usedOnBoth.read(first(), "a")).isEqualTo("1");
                    assertThat(usedOnBoth.read(second(), "a")).isEqualTo("1");
                    assertThat(usedOnFirst.read(first(), "a")).isEqualTo("1");
                    return Instant.now().isAfter(end);
                });

        assertThat(usedOnFirst.read(second(), "a")).isEqualTo("1");
        for (ContractServer server : stage().servers()) {
            assertThat(unused.copy().hasSession(server)).isFalse();
        }
    }
}
