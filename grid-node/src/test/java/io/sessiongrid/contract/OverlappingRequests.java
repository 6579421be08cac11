package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests that run at the same time merge. */
@Guarantee("G3")
interface OverlappingRequests extends OnStage {
    /** Requests at a time. */
    int MANY = 16;

    /** Runs {@code late} until the gate, then {@code meanwhile} on the other server, then the rest of {@code late}. */
    private Browser overlap(ContractServer one, ServletCode late, ContractServer other, ServletCode meanwhile) {
        Browser browser = new Browser();
        browser.run(one, web -> {
            web.set("kept", "as it was");
            web.set("shared", "before");
        });
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.start(one, Page.running(web -> {
                web.get("kept");
                gate.pass();
                late.run(web);
            }));
            gate.awaitArrival();
            browser.run(other, meanwhile);
            gate.open();
            assertThat(held.join().status()).isEqualTo(200);
        }
        return browser;
    }

    private void assertEverywhere(Browser browser, String name, String value) {
        for (ContractServer server : stage().servers()) {
            assertThat(browser.withoutRoute().read(server, name)).as(name).isEqualTo(value);
        }
    }

    @Test
    default void changesOfDifferentAttributesOnTwoServersAreAllKept() {
        Browser browser = overlap(first(), web -> web.set("late", "1"), second(), web -> web.set("meanwhile", "2"));

        assertEverywhere(browser, "late", "1");
        assertEverywhere(browser, "meanwhile", "2");
        assertEverywhere(browser, "kept", "as it was");
    }

    @Test
    default void changesOfDifferentAttributesOnOneServerAreAllKept() {
        Browser browser = overlap(first(), web -> web.set("late", "1"), first(), web -> web.set("meanwhile", "2"));

        assertEverywhere(browser, "late", "1");
        assertEverywhere(browser, "meanwhile", "2");
        assertEverywhere(browser, "kept", "as it was");
    }

    @Test
    default void theLastCommitOfAnAttributeWinsAndTouchesNothingElse() {
        Browser browser = overlap(first(), web -> web.set("shared", "late"), second(), web -> {
            web.set("shared", "meanwhile");
            web.set("other", "2");
        });

        assertEverywhere(browser, "shared", "late");
        assertEverywhere(browser, "other", "2");
        assertEverywhere(browser, "kept", "as it was");
    }

    @Test
    default void aRemovalAndAChangeOfAnotherAttributeAreBothKept() {
        Browser browser = overlap(
                first(), web -> web.session().removeAttribute("shared"), second(), web -> web.set("meanwhile", "2"));

        assertEverywhere(browser, "shared", "null");
        assertEverywhere(browser, "meanwhile", "2");
    }

    @Test
    default void anAttributeRemovedMeanwhileIsNotBroughtBackByARequestThatLeftItAlone() {
        Browser browser = overlap(
                first(),
                web -> web.set("late", "1"),
                second(),
                web -> web.session().removeAttribute("shared"));

        assertEverywhere(browser, "late", "1");
        assertEverywhere(browser, "shared", "null");
    }

    @Test
    default void manyRequestsAtOnceOnBothServersLoseNothing() {
        Browser browser = new Browser();
        browser.write(first(), "kept", "as it was");
        List<CompletableFuture<Answer>> all = IntStream.range(0, MANY)
                .mapToObj(i -> browser.copy()
                        .start(stage().servers().get(i % 2), Page.running(web -> web.set("a" + i, "value" + i))))
                .toList();

        assertThat(all).allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        IntStream.range(0, MANY).forEach(i -> assertEverywhere(browser, "a" + i, "value" + i));
        assertEverywhere(browser, "kept", "as it was");
    }

    @Test
    default void requestsOnOneServerShareTheObjectOfAnAttribute() {
        Browser browser = new Browser();
        browser.write(first(), "a", new AtomicInteger(1));
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.start(first(), Page.running(web -> {
                AtomicInteger value = web.get("a", AtomicInteger.class);
                gate.pass();
                web.print(value);
            }));
            gate.awaitArrival();
            browser.run(first(), web -> web.get("a", AtomicInteger.class).set(2));
            gate.open();

            assertThat(held.join().body()).isEqualTo("2");
        }
    }
}
