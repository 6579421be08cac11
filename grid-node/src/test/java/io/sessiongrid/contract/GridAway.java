package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A grid that does not answer ends no session and changes no cookie, and nobody waits for it for long. */
@Guarantee("G10, G11, G12")
interface GridAway extends OnRelays {
    /** A browser whose session only the other server has used, so that the sticky one too must ask. */
    private Browser strangerTo(ContractServer server) {
        Browser browser = new Browser();
        browser.write(server == first() ? second() : first(), "a", "1");
        return browser;
    }

    @Test
    default void aRequestThatNeedsItsSessionIsToldToTryAgain() {
        for (ContractServer server : List.of(first(), second())) {
            Browser browser = strangerTo(server);
            cut();

            OnRelays.assertUnavailable(browser, server, READ);
            OnRelays.assertUnavailable(browser, server, Exchange::existingSession);
            OnRelays.assertUnavailable(browser, server, web -> web.set("a", "2"));
            mend();
        }
    }

    @Test
    default void aRequestThatDoesNotNeedItsSessionIsServed() {
        for (ContractServer server : List.of(first(), second())) {
            Browser browser = strangerTo(server);
            String id = Browser.withoutRoute(browser.cookie());
            cut();

            Answer answer = browser.ask(server, Page.running(web -> web.print("hello")));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(Browser.withoutRoute(browser.cookie())).isEqualTo(id);
            mend();
        }
    }

    @Test
    default void aRequestThatDoesNotNeedItsSessionDoesNotWaitForASilentGrid() {
        Browser browser = strangerTo(second());
        browser.fetch(second(), Page.running(web -> web.print("warm")));
        relayOf(second()).silence();
        long start = System.nanoTime();

        Browser another = browser.withRoute("n1");
        assertThat(another.ask(second(), Page.running(web -> web.print("hello")))
                        .body())
                .isEqualTo("hello");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
    }

    @Test
    default void aNewSessionIsRefused() {
        cut();

        OnRelays.assertUnavailable(new Browser().ask(first(), Page.running(web -> web.set("a", "1"))));
        OnRelays.assertUnavailable(new Browser().ask(second(), Page.running(web -> web.set("a", "1"))));
    }

    @Test
    default void theSessionIsThereWhenTheGridIsBack() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        browser.read(second(), "a");
        cut();
        browser.ask(second(), Page.running(READ));
        browser.ask(first(), Page.running(web -> web.session().invalidate()));

        mend();

        assertThat(browser.read(second(), "a")).isEqualTo("1");
        assertThat(browser.read(first(), "a")).isEqualTo("1");
    }

    /** It could not be told that its copy is not to be trusted any more. */
    @Test
    default void aStickyServerThatWasCutOffDoesNotOpenWhatEndedMeanwhile() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        Browser stale = browser.copy();
        relayOf(first()).cut();
        browser.run(second(), web -> web.session().invalidate());

        mend();

        assertThat(stale.hasSession(first())).isFalse();
    }

    @Test
    default void nobodyWaitsLongForAGridThatIsSilent() {
        Browser browser = strangerTo(second());
        relayOf(second()).silence();
        long start = System.nanoTime();

        OnRelays.assertUnavailable(browser, second(), READ);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
    }

    @Test
    default void nobodyWaitsLongForAGridThatIsGone() {
        Browser browser = strangerTo(second());
        cut();
        long start = System.nanoTime();

        OnRelays.assertUnavailable(browser, second(), READ);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
    }

    @Test
    default void aServerThatStartsWhileTheGridIsAwayUsesItWhenItComes() {
        relays().get(2).cut();
        try (ContractServer third = startThird()) {
            assertThat(new Browser()
                            .ask(third, Page.running(web -> web.print("hello")))
                            .status())
                    .isEqualTo(200);
            OnRelays.assertUnavailable(new Browser().ask(third, Page.running(web -> web.set("a", "1"))));

            relays().get(2).mend();

            OnRelays.awaitService(third);
        }
    }

    @Test
    default void afterTheLossOfAllMembersNewOnesServe() {
        Browser browser = new Browser();
        browser.write(second(), "a", "1");
        stage().grid().terminateMembers();
        OnRelays.assertUnavailable(browser, second(), READ);

        stage().grid().startMember();
        stage().grid().startMember();
        mend();

        assertThat(browser.read(second(), "a")).isEqualTo("null");
        browser.write(second(), "a", "2");
        assertThat(browser.read(first(), "a")).isEqualTo("2");
    }
}
