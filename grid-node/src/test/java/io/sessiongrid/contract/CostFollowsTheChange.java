package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a request costs on the network, in calls and bytes, depends on what it changes and on nothing else. */
@Guarantee("G14")
interface CostFollowsTheChange extends OnRelays {
    /** Requests that bytes are averaged over, so that a heartbeat does not matter. */
    int REQUESTS = 20;

    /** In bytes, of a small attribute. */
    int SMALL = 100;

    /** Attributes of a large session; each of {@link #LARGE} bytes. */
    int LARGE_ATTRIBUTES = 16;

    int LARGE = 16_384;

    /** The limits of the design, section 5, in bytes. */
    long READ_LIMIT = 400;

    long CHANGE_LIMIT = 2_000;

    long ROTATION_LIMIT = 600;

    /** A browser whose session both servers know, most recently the given one. */
    private Browser browserWith(ContractServer server, int largeAttributes) {
        Browser browser = new Browser();
        browser.run(server, web -> {
            web.set("small", noise(SMALL));
            IntStream.range(0, largeAttributes).forEach(i -> web.set("large" + i, noise(LARGE)));
        });
        browser.run(server, web -> web.get("small"));
        return browser;
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        ThreadLocalRandom.current().nextBytes(noise);
        return noise;
    }

    private long calls(ContractServer server, Browser browser, ServletCode code) {
        Relay.Traffic before = relayOf(server).traffic();
        browser.run(server, code);
        return relayOf(server).traffic().since(before).calls();
    }

    private long bytes(ContractServer server, Browser browser, ServletCode code) {
        Relay.Traffic before = relayOf(server).traffic();
        for (int i = 0; i < REQUESTS; i++) {
            browser.run(server, code);
        }
        return relayOf(server).traffic().since(before).bytes() / REQUESTS;
    }

    @Test
    default void aRequestThatDoesNotUseItsSessionAsksNothing() {
        for (ContractServer server : stage().servers()) {
            assertThat(calls(server, browserWith(server, 0), web -> web.print("hello")))
                    .isZero();
        }
    }

    @Test
    default void aRequestOfTheOtherServersSessionThatDoesNotUseItAsksNothing() {
        assertThat(calls(second(), browserWith(first(), 0), web -> web.print("hello")))
                .isZero();
    }

    @Test
    default void aStickyServerTakesTheOtherServersSessionOverWithOneCall() {
        assertThat(calls(first(), browserWith(second(), 0), web -> web.print("hello")))
                .isEqualTo(1);
    }

    @Test
    default void anIdThatCannotBeOursIsNotAskedFor() {
        for (ContractServer server : stage().servers()) {
            Browser browser = new Browser().withCookie("garbage.n1");
            assertThat(calls(server, browser, web -> web.existingSession())).isZero();
        }
    }

    @Test
    default void readingAsksOnceHoweverOftenTheSessionIsUsed() {
        String page = Page.running(web -> web.print(web.session().getLastAccessedTime()));
        Browser browser = browserWith(second(), 3);

        long calls = calls(second(), browser, web -> {
            for (int i = 0; i < 20; i++) {
                web.get("large0");
                web.session().getAttributeNames().hasMoreElements();
            }
            assertThat(web.request().isRequestedSessionIdValid()).isTrue();
            web.request().getRequestDispatcher(page).forward(web.request(), web.response());
        });

        assertThat(calls).isEqualTo(1);
    }

    @Test
    default void aStickyServerTrustsItsOwnRoute() {
        assertThat(calls(first(), browserWith(first(), 1), web -> web.get("small")))
                .isZero();
    }

    @Test
    default void aStickyServerDoesNotTrustTheRouteOfAnother() {
        Browser browser = browserWith(first(), 1);
        browser.write(second(), "small", "changed");

        assertThat(browser.read(first(), "small")).isEqualTo("changed");
    }

    @Test
    default void aChangeCostsOneCallMore() {
        ServletCode change = web -> web.set("small", noise(SMALL));

        assertThat(calls(second(), browserWith(second(), 1), change)).isEqualTo(2);
        assertThat(calls(first(), browserWith(first(), 1), change)).isEqualTo(1);
    }

    @Test
    default void manyChangesInOneRequestAreSentTogether() {
        ServletCode changes = web -> IntStream.range(0, 50).forEach(i -> web.set("a" + i, i));

        assertThat(calls(second(), browserWith(second(), 1), changes)).isEqualTo(2);
    }

    @Test
    default void aNewSessionCostsOneCall() {
        for (ContractServer server : stage().servers()) {
            assertThat(calls(server, new Browser(), web -> web.set("a", "1"))).isEqualTo(1);
        }
    }

    @Test
    default void aNewIdCostsOneCallMore() {
        ServletCode rotate = web -> web.request().changeSessionId();

        assertThat(calls(second(), browserWith(second(), 1), rotate)).isEqualTo(2);
        assertThat(calls(first(), browserWith(first(), 1), rotate)).isEqualTo(1);
        assertThat(bytes(first(), browserWith(first(), LARGE_ATTRIBUTES), rotate))
                .isLessThan(ROTATION_LIMIT);
    }

    @Test
    default void theEndOfASessionCostsOneCallMore() {
        ServletCode end = web -> web.session().invalidate();

        assertThat(calls(second(), browserWith(second(), 1), end)).isEqualTo(2);
        assertThat(calls(first(), browserWith(first(), 1), end)).isEqualTo(1);
    }

    @Test
    default void aStreamedResponseThatChangesNothingCommitsNothing() {
        ServletCode stream = web -> {
            web.get("large0");
            for (int i = 0; i < 10; i++) {
                web.print("piece");
                web.flush();
            }
        };

        assertThat(calls(second(), browserWith(second(), 1), stream)).isEqualTo(1);
    }

    @Test
    default void readingALargeSessionIsCheap() {
        assertThat(bytes(second(), browserWith(second(), LARGE_ATTRIBUTES), web -> web.get("large0")))
                .isLessThan(READ_LIMIT);
    }

    @Test
    default void aSmallChangeOfALargeSessionIsCheap() {
        ServletCode change = web -> {
            web.get("large0");
            web.set("small", noise(SMALL));
        };

        assertThat(bytes(second(), browserWith(second(), LARGE_ATTRIBUTES), change))
                .isLessThan(CHANGE_LIMIT);
        assertThat(bytes(first(), browserWith(first(), LARGE_ATTRIBUTES), change))
                .isLessThan(CHANGE_LIMIT);
    }

    @Test
    default void theSizeOfTheSessionDoesNotMatter() {
        ServletCode change = web -> web.set("small", noise(SMALL));

        long small = bytes(second(), browserWith(second(), 0), change);
        long large = bytes(second(), browserWith(second(), 5 * LARGE_ATTRIBUTES), change);

        assertThat(large).isBetween(small - SMALL, small + SMALL);
    }

    @Test
    default void aSmallChangeInPlaceSendsThatAttributeOnly() {
        ServletCode change = web -> {
            Arrays.fill(web.get("small", byte[].class), (byte)
                    ThreadLocalRandom.current().nextInt());
            web.get("large0");
        };

        assertThat(bytes(second(), browserWith(second(), LARGE_ATTRIBUTES), change))
                .isLessThan(CHANGE_LIMIT);
    }

    @Test
    default void whatAnotherServerChangedIsAllThatIsFetched() {
        Browser browser = browserWith(second(), LARGE_ATTRIBUTES);
        browser.run(first(), web -> web.get("small"));
        Relay.Traffic before = relayOf(second()).traffic();

        for (int i = 0; i < REQUESTS; i++) {
            browser.write(first(), "small", noise(SMALL));
            browser.run(second(), web -> web.get("small"));
        }

        long bytes = relayOf(second()).traffic().since(before).bytes() / REQUESTS;
        assertThat(bytes).isLessThan(SMALL + READ_LIMIT);
    }
}
