package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In which order several listeners are told, and what one that fails does to the others. */
@Guarantee("Servlet 6.1 §11.3 and 11.6")
interface ListenerOrder extends OnStage {
    /**
     * Attributes whose values are told of their end; there is one before and one after those that fail, in any order.
     */
    List<String> VALUES = Stream.iterate('a', letter -> (char) (letter + 1))
            .limit(16)
            .map(String::valueOf)
            .toList();

    /** An attribute value that writes down when it is its turn. */
    record Punctual(boolean fails) implements Serializable, HttpSessionBindingListener {
        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            TurnListener.turn(event.getSession(), "value bound to " + event.getName());
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            TurnListener.turn(event.getSession(), "value unbound from " + event.getName());
            TurnListener.failIf(fails);
        }
    }

    @Test
    default void theBeginningIsToldInTheOrderOfDeclarationAndTheEndInReverse() {
        Browser browser = new Browser();
        String id = browser.id(first());

        browser.run(second(), web -> web.session().invalidate());

        assertThat(TurnListener.turns(id))
                .containsExactly("first created", "second created", "second destroyed", "first destroyed");
    }

    @Test
    default void aValueIsToldBeforeTheListenersOfTheApplication() {
        Browser browser = new Browser();
        browser.run(first(), web -> web.set("a", new Punctual(false)));
        browser.run(second(), web -> web.session().removeAttribute("a"));

        assertThat(TurnListener.turns(browser.cookie()))
                .containsSubsequence("value bound to a", "first added a", "second added a")
                .containsSubsequence("value unbound from a", "first removed a", "second removed a");
    }

    @Guarantee("G4")
    @Test
    default void aSessionThatIsEndedIsGoneThoughItsListenersFail() {
        Browser browser = new Browser();
        browser.run(first(), ListenerOrder::fillWithFailures);
        Browser copy = browser.copy();

        browser.ask(second(), Page.running(web -> web.session().invalidate()));

        assertAllTold(copy.cookie());
        assertGone(copy);
    }

    @Guarantee("G6")
    @Test
    default void anExpiredSessionIsGoneThoughItsListenersFail() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            fillWithFailures(web);
            web.session().setMaxInactiveInterval(1);
        });

        await().atMost(ExpiryRules.PATIENCE).untilAsserted(() -> assertAllTold(browser.cookie()));
        assertGone(browser);
    }

    private static void fillWithFailures(Exchange web) {
        VALUES.forEach(name -> web.set(name, new Punctual(name.equals("h"))));
        web.set(TurnListener.FAILS_AT_REMOVAL, "whoever is told");
        web.set(TurnListener.FAILS_AT_THE_END, "whoever is told");
    }

    private static void assertAllTold(String id) {
        List<String> turns = TurnListener.turns(id);
        assertThat(turns).containsOnlyOnce("second destroyed");
        assertThat(turns)
                .containsOnlyOnceElementsOf(VALUES.stream()
                        .map(name -> "value unbound from " + name)
                        .toList());
    }

    private void assertGone(Browser browser) {
        for (ContractServer server : stage().servers()) {
            assertThat(browser.copy().hasSession(server)).isFalse();
        }
    }
}
