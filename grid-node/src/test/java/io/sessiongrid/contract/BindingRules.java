package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What values see of the session when they are told that they enter or leave it, and in which order listeners are told
 * of that. Where the specification contradicts itself or a container goes its own way, this says which way.
 */
@Guarantee("Servlet 6.1 §7.4, HttpSession and HttpSessionAttributeListener")
interface BindingRules extends OnStage {
    /** The last turns of a session that ends with one attribute, however it ends. */
    List<String> END = List.of(
            "second destroyed", "first destroyed", "v unbound, sees nothing", "first removed a", "second removed a");

    /** A value that writes down which value of its name the session has when it is told. */
    record Witness(String name) implements Serializable, HttpSessionBindingListener {
        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            turn(event, "bound");
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            turn(event, "unbound");
        }

        private void turn(HttpSessionBindingEvent event, String what) {
            TurnListener.turn(event.getSession(), name + " " + what + ", sees " + seen(event));
        }

        /** At the end, Tomcat's session can no longer be asked. */
        private static Object seen(HttpSessionBindingEvent event) {
            try {
                return Objects.requireNonNullElse(event.getSession().getAttribute(event.getName()), "nothing");
            } catch (IllegalStateException e) {
                return "nothing";
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Of the container that runs the request. */
    private static boolean isTomcat(Exchange web) {
        return web.request().getServletContext().getServerInfo().startsWith("Apache Tomcat");
    }

    private boolean isTomcat() {
        return Boolean.parseBoolean(
                new Browser().run(first(), web -> web.print(isTomcat(web))).body());
    }

    @Test
    default void aValueIsUnboundOnceTheSessionNoLongerHasIt() {
        Browser browser = new Browser();
        browser.run(first(), web -> web.set("a", new Witness("v")));
        browser.run(second(), web -> web.set("a", new Witness("w")));
        browser.run(first(), web -> web.session().removeAttribute("a"));

        assertThat(TurnListener.turns(browser.cookie())).contains("v unbound, sees w", "w unbound, sees nothing");
    }

    /**
     * The specification says that a value is told before the session has it (§7.4), and that it is told after
     * {@code setAttribute} was executed (API documentation). Tomcat does the one, Jetty the other.
     */
    @Test
    default void aValueIsBoundBeforeTheSessionHasItOnTomcatAndAfterwardsOnJetty() {
        Browser browser = new Browser();
        browser.run(first(), web -> web.set("a", "before"));
        browser.run(second(), web -> web.set("a", new Witness("v")));

        assertThat(TurnListener.turns(browser.cookie()))
                .endsWith("v bound, sees " + (isTomcat() ? "before" : "v"), "first replaced a", "second replaced a");
    }

    @Test
    default void ofTwoValuesTomcatTellsTheNewOneFirstAndJettyTheOldOne() {
        Browser browser = new Browser();
        browser.run(first(), web -> web.set("a", new Witness("v")));
        browser.run(second(), web -> web.set("a", new Witness("w")));

        List<String> onTomcat = List.of("w bound, sees v", "v unbound, sees w");
        List<String> onJetty = List.of("v unbound, sees w", "w bound, sees w");
        assertThat(TurnListener.turns(browser.cookie())).containsSequence(isTomcat() ? onTomcat : onJetty);
    }

    @Test
    default void listenersAreHandedTheValueThatIsAddedOrRemovedOrWasReplaced() {
        Browser browser = new Browser();
        String id = browser.id(first());
        browser.write(first(), "a", "1");
        browser.write(second(), "a", "2");
        browser.write(first(), "a", null);

        assertThat(stage().events(id)).containsExactlyInAnyOrder("created", "added a=1", "replaced a=1", "removed a=2");
    }

    /** Tomcat hands out the event that it has made for {@code valueBound}, and with it the new value. */
    @Test
    default void ofAReplacementByAValueThatIsToldItselfTomcatHandsOutTheNewValueAndJettyTheOldOne() {
        Browser browser = new Browser();
        String id = browser.id(first());
        browser.write(first(), "a", "1");
        browser.run(first(), web -> web.set("a", new Witness("w")));

        assertThat(stage().events(id)).contains("replaced a=" + (isTomcat() ? "w" : "1"));
    }

    @Test
    default void ofAReplacementByAnEqualValueTomcatTellsListenersAndJettyNobody() {
        Browser browser = new Browser();
        String id = browser.id(first());
        browser.write(first(), "a", "same");
        browser.write(second(), "a", "same");

        assertThat(stage().events(id).contains("replaced a=same")).isEqualTo(isTomcat());
    }

    @Test
    default void atTheEndValuesAndTheirListenersAreToldAfterTheListenersOfTheSession() {
        Browser browser = new Browser();
        browser.run(first(), web -> web.set("a", new Witness("v")));
        String id = browser.cookie();

        browser.run(second(), web -> web.session().invalidate());

        assertThat(TurnListener.turns(id)).endsWith(END.toArray(String[]::new));
    }

    @Test
    @Guarantee("G6")
    default void atExpiryTheyAreToldInTheSameOrder() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            web.set("a", new Witness("v"));
            web.session().setMaxInactiveInterval(1);
        });
        String id = browser.cookie();

        await().atMost(ExpiryRules.PATIENCE)
                .untilAsserted(() -> assertThat(TurnListener.turns(id)).endsWith(END.toArray(String[]::new)));
    }
}
