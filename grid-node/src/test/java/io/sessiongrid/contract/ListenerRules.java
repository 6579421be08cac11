package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Listeners are told once in the whole cluster, on the server where it happened. */
@Guarantee("Servlet 6.1 §7.4 and 11.3")
interface ListenerRules extends OnStage {
    /** An attribute value that writes down what it is told. */
    record Bound(String name) implements Serializable, HttpSessionBindingListener {
        private static final Queue<String> TOLD = new ConcurrentLinkedQueue<>();

        static Bound unique() {
            return new Bound(UUID.randomUUID().toString());
        }

        List<String> told() {
            return TOLD.stream()
                    .filter(words -> words.startsWith(name))
                    .map(words -> words.substring(name.length() + 1))
                    .toList();
        }

        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            TOLD.add(name + " bound to " + event.getName());
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            TOLD.add(name + " unbound from " + event.getName());
        }
    }

    @Test
    default void theCreationOfASessionIsToldOnce() {
        Browser browser = new Browser();
        String id = browser.id(first());

        browser.id(second());
        browser.id(first());

        assertThat(stage().events(id)).containsExactly("created");
    }

    @Test
    default void theEndOfASessionIsToldOnceWithItsAttributes() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        browser.write(second(), "b", "2");
        String id = browser.id(first());

        browser.run(second(), web -> web.session().invalidate());

        browser.hasSession(first());
        browser.hasSession(second());
        assertThat(stage().events(id))
                .filteredOn(words -> words.startsWith("destroyed"))
                .containsExactly("destroyed with {a=1, b=2}");
    }

    @Test
    default void theEndOfASessionIsToldWithWhatOthersChangedSince() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        String id = browser.id(first());
        try (Gate gate = new Gate()) {
            var held = browser.copy().start(first(), Page.running(web -> {
                web.get("a");
                gate.pass();
                web.session().invalidate();
            }));
            gate.awaitArrival();
            browser.write(second(), "b", "2");
            gate.open();
            assertThat(held.join().status()).isEqualTo(200);
        }

        assertThat(stage().events(id)).contains("destroyed with {a=1, b=2}");
    }

    @Test
    default void aSessionEndedByTwoRequestsAtOnceIsToldOnce() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        String id = browser.id(first());
        try (Gate gate = new Gate()) {
            var held = browser.copy().start(first(), Page.running(web -> {
                web.get("a");
                gate.pass();
                try {
                    web.session().invalidate();
                } catch (IllegalStateException e) {
                    web.print("It has ended already");
                }
            }));
            gate.awaitArrival();
            browser.run(second(), web -> web.session().invalidate());
            gate.open();
            assertThat(held.join().status()).isEqualTo(200);
        }

        assertThat(stage().events(id)).containsOnlyOnce("destroyed with {a=1}");
    }

    @Test
    default void changesOfAttributesAreToldOnceWithTheOldValues() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        String id = browser.id(second());

        browser.write(second(), "a", "2");
        browser.read(first(), "a");
        browser.run(first(), web -> web.session().removeAttribute("a"));
        browser.run(first(), web -> web.session().removeAttribute("a"));

        assertThat(stage().events(id)).containsExactlyInAnyOrder("created", "added a=1", "replaced a=1", "removed a=2");
    }

    @Test
    default void aValueIsToldWhenItIsBoundReplacedAndRemoved() {
        Bound value = Bound.unique();
        Bound next = Bound.unique();
        Browser browser = new Browser();

        browser.run(first(), web -> {
            web.set("a", value);
            web.set("a", next);
            web.session().removeAttribute("a");
        });

        assertThat(value.told()).containsExactly("bound to a", "unbound from a");
        assertThat(next.told()).containsExactly("bound to a", "unbound from a");
    }

    @Test
    default void aValueIsNotToldOfBeingReadElsewhere() {
        Bound value = Bound.unique();
        Browser browser = new Browser();
        browser.write(first(), "a", value);

        browser.read(second(), "a");
        browser.read(first(), "a");

        assertThat(value.told()).containsExactly("bound to a");
    }

    @Test
    default void aValueOfAnotherServerIsToldWhenItIsRemovedHere() {
        Bound value = Bound.unique();
        Browser browser = new Browser();
        browser.write(first(), "a", value);

        browser.run(second(), web -> web.session().removeAttribute("a"));

        assertThat(value.told()).containsExactly("bound to a", "unbound from a");
    }

    @Test
    default void aValueOfAnotherServerIsToldWhenTheSessionEndsHere() {
        Bound value = Bound.unique();
        Browser browser = new Browser();
        browser.write(first(), "a", value);

        browser.run(second(), web -> web.session().invalidate());

        assertThat(value.told()).containsExactly("bound to a", "unbound from a");
    }
}
