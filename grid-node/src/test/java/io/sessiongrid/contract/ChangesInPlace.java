package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a request altered without {@code setAttribute} counts as changed. */
@Guarantee("G8")
interface ChangesInPlace extends OnStage {
    /** A mutable object that holds another. */
    final class Order implements Serializable {
        private static final long serialVersionUID = 1;

        private final ArrayList<AtomicInteger> lines = new ArrayList<>(List.of(new AtomicInteger(1)));

        AtomicInteger firstLine() {
            return lines.get(0);
        }

        @Override
        public String toString() {
            return "Order" + lines;
        }
    }

    /** Alters "a" on the first server and looks at it on both. */
    private void assertFound(Serializable value, ServletCode alter, String expected) {
        Browser browser = new Browser();
        browser.write(second(), "a", value);

        browser.run(first(), alter);

        assertThat(browser.read(second(), "a")).isEqualTo(expected);
        assertThat(browser.read(first(), "a")).isEqualTo(expected);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Exchange web) {
        return web.get("a", List.class);
    }

    @Test
    default void anElementAddedToAListIsFound() {
        assertFound(new ArrayList<>(List.of("1")), web -> list(web).add("2"), "[1, 2]");
    }

    @Test
    default void anElementRemovedFromAListIsFound() {
        assertFound(new ArrayList<>(List.of("1", "2")), web -> list(web).remove("1"), "[2]");
    }

    @Test
    default void aChangeInANestedObjectIsFound() {
        assertFound(new Order(), web -> web.get("a", Order.class).firstLine().set(7), "Order[7]");
    }

    @Test
    default void aChangeInAMapInAListIsFound() {
        ArrayList<Map<String, String>> value = new ArrayList<>(List.of(new HashMap<>(Map.of("key", "old"))));
        assertFound(
                value,
                web -> {
                    Map<?, ?> map = (Map<?, ?>) web.get("a", List.class).get(0);
                    map.clear();
                },
                "[{}]");
    }

    @Test
    default void anElementOfAnArrayIsFound() {
        Browser browser = new Browser();
        browser.write(second(), "a", new byte[] {1, 2, 3});

        browser.run(first(), web -> web.get("a", byte[].class)[1] = 9);

        assertThat(browser.run(second(), web -> web.print(Arrays.toString((byte[]) web.get("a"))))
                        .body())
                .isEqualTo("[1, 9, 3]");
    }

    @Test
    default void aChangeAfterTheAttributeWasSetIsFound() {
        assertFound(
                "",
                web -> {
                    ArrayList<String> list = new ArrayList<>();
                    web.set("a", list);
                    list.add("later");
                },
                "[later]");
    }

    @Test
    default void changesInSeveralRequestsOnBothServersAreAllFound() {
        Browser browser = new Browser();
        browser.write(first(), "a", new ArrayList<String>());

        for (int i = 0; i < 6; i++) {
            String element = Integer.toString(i);
            browser.run(stage().servers().get(i % 2), web -> list(web).add(element));
        }

        assertThat(browser.read(first(), "a")).isEqualTo("[0, 1, 2, 3, 4, 5]");
        assertThat(browser.read(second(), "a")).isEqualTo("[0, 1, 2, 3, 4, 5]");
    }

    @Test
    default void aChangeTakenBackIsNoChange() {
        Browser browser = new Browser();
        browser.write(first(), "a", new ArrayList<>(List.of("1")));
        String id = browser.id(first());
        long writes = stage().grid().writes(id);

        browser.run(second(), web -> {
            list(web).add("2");
            list(web).remove("2");
        });

        assertThat(browser.read(second(), "a")).isEqualTo("[1]");
        assertThat(stage().grid().writes(id)).isEqualTo(writes);
    }

    @Test
    default void aChangeInPlaceOfOneAttributeLeavesTheOthersToOtherServers() {
        Browser browser = new Browser();
        browser.run(first(), web -> {
            web.set("a", new ArrayList<String>());
            web.set("b", new ArrayList<String>());
        });
        try (Gate gate = new Gate()) {
            var held = browser.copy().start(first(), Page.running(web -> {
                web.get("b");
                list(web).add("first");
                gate.pass();
            }));
            gate.awaitArrival();
            browser.write(second(), "b", "of the second server");
            gate.open();
            assertThat(held.join().status()).isEqualTo(200);
        }

        assertThat(browser.withoutRoute().read(second(), "a")).isEqualTo("[first]");
        assertThat(browser.withoutRoute().read(first(), "b")).isEqualTo("of the second server");
    }
}
