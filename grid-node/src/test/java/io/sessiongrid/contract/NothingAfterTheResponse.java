package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A server sends nothing that could undo what others wrote after its response. */
@Guarantee("G1")
interface NothingAfterTheResponse extends OnStage {
    /** Long enough for a late commit to have arrived, had there been one. */
    Duration QUIET = Duration.ofMillis(300);

    Duration PATIENCE = Duration.ofSeconds(10);

    /** Lets {@code late} work on after its whole answer, has another server write "a", and looks which value stays. */
    private void assertOtherServersWriteStays(ServletCode late) throws IOException {
        Browser browser = new Browser();
        Gate gate = new Gate();
        browser.write(first(), "a", new ArrayList<>(List.of("before")));
        String id = browser.id(first());
        ServletCode code = web -> {
            late.run(web);
            web.answerCompletely("ok");
            gate.pass();
        };
        long writes;
        try (gate;
                RawExchange held = browser.open(first(), code)) {
            assertThat(held.complete()).isEqualTo("ok");
            browser.write(second(), "a", new ArrayList<>(List.of("newer")));
            writes = stage().grid().writes(id);
        }

        await().during(QUIET).atMost(PATIENCE).until(() -> stage().grid().writes(id) == writes);
        assertThat(browser.read(first(), "a")).isEqualTo("[newer]");
        assertThat(browser.read(second(), "a")).isEqualTo("[newer]");
    }

    @Test
    default void aServletThatFinishesLateDoesNotUndoWhatAnotherServerWrote() throws IOException {
        assertOtherServersWriteStays(web -> web.set("a", new ArrayList<>(List.of("older"))));
    }

    @Test
    default void aServletThatOnlyReadDoesNotUndoWhatAnotherServerWrote() throws IOException {
        assertOtherServersWriteStays(web -> web.get("a"));
    }

    @Test
    default void aServletThatDidNotLookDoesNotUndoWhatAnotherServerWrote() throws IOException {
        assertOtherServersWriteStays(Exchange::session);
    }

    @Test
    default void readingWritesNothing() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        String id = browser.id(first());
        long writes = stage().grid().writes(id);

        browser.read(first(), "a");
        browser.read(second(), "a");
        browser.run(second(), web -> web.session().getAttributeNames());

        await().during(QUIET).atMost(PATIENCE).until(() -> stage().grid().writes(id) == writes);
    }

    /** Their encoding depends on the history of the object, not only on what it holds. */
    @Test
    default void readingHashTablesOnTheOtherServerWritesNothing() {
        Browser browser = new Browser();
        Map<String, Integer> map = new HashMap<>(4096);
        IntStream.range(0, 1000).forEach(i -> map.put("key" + i, i));
        Set<String> set = new HashSet<>(map.keySet());
        set.removeIf(key -> key.endsWith("7"));
        browser.write(first(), "map", map);
        browser.write(first(), "set", set);
        String id = browser.id(first());
        long writes = stage().grid().writes(id);

        assertThat(browser.run(
                                second(),
                                web -> web.print(web.get("map", Map.class).size()))
                        .body())
                .isEqualTo("1000");
        browser.run(second(), web -> web.print(web.get("set", Set.class).size()));
        browser.run(first(), web -> web.print(web.get("set", Set.class).size()));

        await().during(QUIET).atMost(PATIENCE).until(() -> stage().grid().writes(id) == writes);
    }

    @Test
    default void settingAnEqualImmutableValueAgainDoesNoHarm() {
        Browser browser = new Browser();
        browser.write(first(), "a", "same");
        browser.write(second(), "a", "same");

        assertThat(browser.read(first(), "a")).isEqualTo("same");
    }
}
