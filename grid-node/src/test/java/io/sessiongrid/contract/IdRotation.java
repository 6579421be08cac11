package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** {@code changeSessionId} is atomic: one id is valid at any time, and nothing is lost. */
@Guarantee("G5")
interface IdRotation extends OnStage {
    private static void rotate(Exchange web) {
        web.request().changeSessionId();
    }

    private void assertNowhere(String cookie) {
        for (ContractServer server : stage().servers()) {
            assertThat(new Browser().withCookie(Browser.withoutRoute(cookie)).hasSession(server))
                    .isFalse();
        }
    }

    private void assertEverywhere(Browser browser, String name, String value) {
        for (ContractServer server : stage().servers()) {
            assertThat(browser.withoutRoute().read(server, name)).as(name).isEqualTo(value);
        }
    }

    private Browser withSession() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        return browser;
    }

    @Test
    default void theOldIdOpensNothingOnAnyServer() {
        Browser browser = withSession();
        browser.read(second(), "a");
        String old = browser.cookie();

        browser.run(second(), IdRotation::rotate);

        assertThat(Browser.withoutRoute(browser.cookie())).isNotEqualTo(Browser.withoutRoute(old));
        assertNowhere(old);
    }

    @Test
    default void whoeverTriesTheOldIdDoesNotDisturbTheSession() {
        Browser browser = withSession();
        String old = browser.cookie();
        browser.run(first(), IdRotation::rotate);

        assertNowhere(old);
        new Browser().withCookie(old).run(first(), web -> web.set("a", "of a stranger"));

        assertEverywhere(browser, "a", "1");
    }

    @Test
    default void allDataIsFoundUnderTheNewId() {
        Browser browser = withSession();

        browser.run(first(), web -> {
            web.set("b", "before the change");
            rotate(web);
            web.set("c", "after the change");
        });

        assertEverywhere(browser, "a", "1");
        assertEverywhere(browser, "b", "before the change");
        assertEverywhere(browser, "c", "after the change");
    }

    /** {@code reset} drops the cookie with all other headers; the id that it held is the only one that is valid. */
    @Test
    default void theNewIdReachesTheClientThoughTheResponseIsReset() {
        Browser browser = withSession();

        browser.run(first(), web -> {
            rotate(web);
            web.response().reset();
        });

        assertEverywhere(browser, "a", "1");
    }

    @Test
    default void theCallAnswersTheNewIdAndTheSessionHasIt() {
        Browser browser = withSession();
        String old = browser.id(first());

        String[] ids = browser.run(first(), web -> {
                    String answered = web.request().changeSessionId();
                    web.print(answered + " " + web.session().getId());
                })
                .body()
                .split(" ", -1);

        assertThat(Browser.withoutRoute(ids[0])).isEqualTo(Browser.withoutRoute(ids[1]));
        assertThat(Browser.withoutRoute(ids[0])).isNotEqualTo(old);
        assertThat(browser.id(second())).isEqualTo(Browser.withoutRoute(ids[0]));
    }

    @Test
    default void idListenersAreToldExactlyOnce() {
        Browser browser = withSession();
        String old = browser.id(first());

        browser.run(second(), IdRotation::rotate);

        String current = browser.id(first());
        browser.read(second(), "a");
        assertThat(stage().events(current)).containsOnlyOnce("id changed from " + old);
        assertThat(stage().events(current))
                .filteredOn(words -> words.startsWith("id"))
                .hasSize(1);
    }

    @Test
    default void theRouteOfAnotherServerIsNoChangeOfTheId() {
        Browser browser = withSession();
        String id = browser.id(first());

        assertThat(browser.id(second())).isEqualTo(id);
        assertThat(browser.id(first())).isEqualTo(id);

        assertThat(stage().events(id))
                .filteredOn(words -> words.startsWith("id"))
                .isEmpty();
    }

    /** After a failover, while the first answer with the new route is on its way. */
    @Test
    default void parallelRequestsThatStillCarryTheOldRouteFindTheirSession() {
        Browser browser = withSession();
        Browser late = browser.copy();
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.start(second(), Page.running(web -> {
                web.set("b", "by the first");
                gate.pass();
            }));
            gate.awaitArrival();

            assertThat(late.copy().read(second(), "a")).isEqualTo("1");
            late.copy().write(second(), "c", "by another");
            gate.open();
            assertThat(held.join().status()).isEqualTo(200);
        }

        assertThat(browser.cookie()).endsWith(".n2");
        assertEverywhere(browser, "b", "by the first");
        assertEverywhere(browser, "c", "by another");
    }

    @Test
    default void theCookieIsSentAgainWithItsAttributes() {
        Browser browser = new Browser();
        List<String> first = browser.run(first(), web -> web.set("a", "1")).cookies();

        List<String> again = browser.run(first(), IdRotation::rotate).cookies();

        assertThat(first).hasSize(1);
        assertThat(again).hasSize(1);
        assertThat(attributes(again.get(0))).isEqualTo(attributes(first.get(0)));
        assertThat(again.get(0))
                .startsWith(Browser.COOKIE + "=")
                .contains("Path=/")
                .contains("HttpOnly")
                .contains("SameSite=Lax");
    }

    private static String attributes(String cookie) {
        return cookie.substring(cookie.indexOf(';'));
    }

    @Test
    default void aRequestThatRunsOnTheSameServerMeanwhileStillCommits() {
        assertCommitsAfterRotationOn(first());
    }

    @Test
    default void aRequestThatRunsOnTheOtherServerMeanwhileStillCommits() {
        assertCommitsAfterRotationOn(second());
    }

    private void assertCommitsAfterRotationOn(ContractServer rotating) {
        Browser browser = withSession();
        try (Gate gate = new Gate()) {
            CompletableFuture<Answer> held = browser.copy().start(first(), Page.running(web -> {
                web.get("a");
                gate.pass();
                web.set("late", "arrived");
            }));
            gate.awaitArrival();
            browser.run(rotating, IdRotation::rotate);
            gate.open();

            assertThat(held.join().status()).isEqualTo(200);
        }
        assertEverywhere(browser, "late", "arrived");
        assertEverywhere(browser, "a", "1");
    }

    @Test
    default void onlyTheLastOfTwoNewIdsInOneRequestIsValid() {
        Browser browser = withSession();
        String old = browser.cookie();

        String between = browser.run(first(), web -> {
                    web.print(web.request().changeSessionId());
                    rotate(web);
                })
                .body();

        assertThat(Browser.withoutRoute(browser.cookie())).isNotEqualTo(Browser.withoutRoute(between));
        assertNowhere(between);
        assertNowhere(old);
        assertEverywhere(browser, "a", "1");
    }

    @Test
    default void aNewSessionCanHaveItsIdChanged() {
        Browser browser = new Browser();

        String old = browser.run(first(), web -> {
                    web.set("a", "1");
                    web.print(web.session().getId());
                    rotate(web);
                })
                .body();

        assertEverywhere(browser, "a", "1");
        assertThat(browser.id(second())).isNotEqualTo(Browser.withoutRoute(old));
        assertNowhere(old);
    }

    @Test
    default void withoutASessionThereIsNoIdToChange() {
        new Browser()
                .run(
                        first(),
                        web -> assertThatIllegalStateException()
                                .isThrownBy(() -> web.request().changeSessionId()));
    }

    @Test
    default void theIdIsChangedBeforeTheFirstByteLeaves() throws IOException {
        Browser browser = withSession();
        Gate gate = new Gate();
        ServletCode code = web -> {
            rotate(web);
            web.flush();
            gate.pass();
        };
        String old = browser.cookie();
        try (gate;
                RawExchange held = browser.open(first(), code)) {
            held.head();

            assertThat(browser.copy().read(second(), "a")).isEqualTo("1");
            assertNowhere(old);
        }
    }

    @Test
    default void anIdCannotBeChangedAfterTheFirstByteAndStaysValid() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");

        browser.run(first(), web -> {
            web.print("begin");
            web.flush();
            assertThatIllegalStateException().isThrownBy(() -> web.request().changeSessionId());
        });

        assertThat(browser.read(second(), "a")).isEqualTo("1");
    }
}
