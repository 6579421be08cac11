package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A server that has a copy of a session opens it to nobody whom the grid would refuse, even if the id names that
 * server.
 */
@Guarantee("G4, G5")
interface StaleCopies extends OnStage {
    /** Milliseconds, but on a machine that has other things to do. */
    Duration MOMENT = Duration.ofSeconds(20);

    /** A browser whose session the first server has a copy of, and its id names. */
    private Browser knownToFirst() {
        Browser browser = new Browser();
        browser.write(first(), "a", "secret");
        assertThat(browser.cookie()).endsWith(".n1");
        return browser;
    }

    @Test
    default void aSessionEndedOnTheOtherServerIsGoneWhereItsCopyIs() {
        Browser browser = knownToFirst();
        Browser stale = browser.copy();

        browser.run(second(), web -> web.session().invalidate());

        await().atMost(MOMENT).until(() -> !stale.hasSession(first()));
    }

    @Test
    default void anIdChangedOnTheOtherServerOpensNothingWhereTheCopyIs() {
        Browser browser = knownToFirst();
        Browser stale = browser.copy();

        browser.run(second(), web -> web.request().changeSessionId());

        await().atMost(MOMENT).until(() -> !stale.hasSession(first()));
    }

    /** A guess at the secret, which names the server, must not make that server believe in its copy again. */
    @Test
    default void aWrongIdDoesNotMakeACopyTrustworthy() {
        Browser browser = knownToFirst();
        Browser stale = browser.copy();
        Browser guess = new Browser().withCookie(changed(browser.cookie()));
        browser.run(second(), web -> web.session().invalidate());
        await().atMost(MOMENT).until(() -> !stale.copy().hasSession(first()));

        Browser other = knownToFirst();
        Browser otherStale = other.copy();
        Browser otherGuess = new Browser().withCookie(changed(other.cookie()));
        other.run(second(), web -> web.request().changeSessionId());
        assertThat(otherGuess.hasSession(first())).isFalse();
        await().atMost(MOMENT).until(() -> {
            otherGuess.withCookie(changed(otherStale.cookie())).hasSession(first());
            return !otherStale.copy().hasSession(first());
        });

        assertThat(guess.hasSession(first())).isFalse();
        assertThat(stale.hasSession(first())).isFalse();
    }

    /** An id of the same key and route with another secret. */
    private static String changed(String cookie) {
        char last = Browser.withoutRoute(cookie).charAt(cookie.indexOf('.') - 1);
        return Browser.withoutRoute(cookie).substring(0, cookie.indexOf('.') - 1) + (last == 'A' ? 'B' : 'A') + ".n1";
    }

    /** The fixation of a session: who knows the id from before the login must not find what came after it. */
    @Test
    default void whoeverHasTheOldIdDoesNotComeToSeeWhatWasAddedSince() {
        Browser browser = knownToFirst();
        Browser stale = browser.copy();
        browser.run(second(), web -> {
            web.request().changeSessionId();
            web.set("user", "Ada");
        });

        stale.run(first(), web -> web.set("b", "whatever"));

        assertThat(stale.read(first(), "user")).isEqualTo("null");
    }
}
