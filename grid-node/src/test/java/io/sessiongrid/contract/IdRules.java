package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which requests have a session, and which id it has. */
@Guarantee("Servlet 6.1 §7.1 to 7.3")
interface IdRules extends OnStage {
    @Test
    default void aSessionIsNewUntilTheClientHasJoinedIt() {
        ServletCode isNew = web -> web.print(web.session().isNew());
        Browser browser = new Browser();

        assertThat(browser.run(first(), isNew).body()).isEqualTo("true");
        assertThat(browser.run(second(), isNew).body()).isEqualTo("false");
        assertThat(browser.run(first(), isNew).body()).isEqualTo("false");
    }

    @Test
    default void withoutACookieThereIsNoSession() {
        assertThat(new Browser().hasSession(first())).isFalse();
    }

    @Test
    default void aRequestThatDoesNotAskForASessionIsGivenNone() {
        assertThat(new Browser().run(first(), web -> web.existingSession()).cookies())
                .isEmpty();
    }

    @Test
    default void theIdIsThatOfTheCookieOnBothServers() {
        Browser browser = new Browser();
        String id = browser.id(first());

        assertThat(Browser.withoutRoute(browser.cookie())).isEqualTo(id);
        assertThat(browser.id(second())).isEqualTo(id);
        assertThat(Browser.withoutRoute(browser.cookie())).isEqualTo(id);
    }

    @Test
    default void theCookieNamesTheServer() {
        Browser browser = new Browser();
        browser.id(first());

        assertThat(browser.cookie()).endsWith(".n1");
    }

    @Test
    default void theRequestedIdIsValidAndFromTheCookieOnBothServers() {
        Browser browser = new Browser();
        browser.id(first());

        for (ContractServer server : stage().servers()) {
            browser.run(server, web -> {
                assertThat(web.request().isRequestedSessionIdValid()).isTrue();
                assertThat(web.request().isRequestedSessionIdFromCookie()).isTrue();
                assertThat(web.request().isRequestedSessionIdFromURL()).isFalse();
            });
        }
    }

    @Test
    default void anIdOfTheRightShapeThatNobodyIssuedIsNeverAdopted() {
        Browser browser = new Browser();
        String issued = browser.id(first());
        String invented = issued.substring(1) + "A";

        assertRefusedEverywhere(invented);
        assertRefusedEverywhere(invented + ".n1");
    }

    /** The key of a session alone opens nothing. */
    @Test
    default void anIdWithAnotherSecretIsRefused() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        String issued = browser.id(first());
        char last = issued.charAt(issued.length() - 1);
        String forged = issued.substring(0, issued.length() - 1) + (last == 'A' ? 'B' : 'A');

        assertRefusedEverywhere(forged);
        assertRefusedEverywhere(forged + ".n1");
        assertThat(browser.read(first(), "a")).isEqualTo("1");
        assertThat(browser.read(second(), "a")).isEqualTo("1");
    }

    private void assertRefusedEverywhere(String id) {
        for (ContractServer server : stage().servers()) {
            Browser browser = new Browser().withCookie(id);
            browser.run(server, web -> {
                assertThat(web.existingSession()).isNull();
                assertThat(web.request().isRequestedSessionIdValid()).isFalse();
            });
            assertThat(browser.id(server)).isNotEqualTo(Browser.withoutRoute(id));
            assertThat(browser.hasSession(server)).isTrue();
        }
    }

    static Stream<String> hostileIds() {
        return Stream.of(
                "",
                ".",
                "..........",
                ".n1",
                "a",
                "no-dot-at-all",
                "A".repeat(40),
                "A".repeat(40) + ".n1",
                "A".repeat(40) + ".",
                "A".repeat(40) + ".n1.n2.n3",
                "A".repeat(40) + ".unknown-route",
                "A".repeat(39) + ".n1",
                "A".repeat(41) + ".n1",
                "../../../../etc/passwd",
                "..%2f..%2fetc%2fpasswd",
                "%00%0d%0a",
                "'--<script>alert(1)</script>",
                "ключ-Ω-鍵",
                "\"quoted id\"",
                "\"unclosed",
                "\u0001\u0002\u001f",
                "\u007f",
                "node0" + "1".repeat(20) + ".node0");
    }

    @ParameterizedTest
    @MethodSource("io.sessiongrid.contract.IdRules#hostileIds")
    default void aHostileIdIsNoSession(String id) throws IOException {
        assertNoSession(id);
    }

    /** Larger than many a server's limit for headers, which may therefore refuse the whole request. */
    @Test
    default void anIdOfTenKilobytesIsNoSession() throws IOException {
        assertNoSession("A".repeat(10_000));
        assertNoSession("A".repeat(5_000) + ".n1");
    }

    private void assertNoSession(String id) throws IOException {
        String page = Page.running(web -> web.print("had one: " + (web.existingSession() != null) + ", now "
                + web.session().getId()));
        for (ContractServer server : stage().servers()) {
            String answer = RawExchange.askWithCookie(server.port(), page, Browser.COOKIE + "=" + id);

            assertThat(answer).matches("(?s)HTTP/1.1 (200|400|431) .*");
            if (answer.startsWith("HTTP/1.1 200")) {
                assertThat(answer).contains("had one: false, now ").contains("Set-Cookie: " + Browser.COOKIE);
            }
        }
    }

    @Test
    default void ofTwoCookiesTheOneWithASessionCounts() throws IOException {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");
        Browser gone = new Browser();
        gone.write(first(), "a", "2");
        String stale = gone.cookie();
        gone.run(first(), web -> web.session().invalidate());
        String page = Page.running(web -> web.print("a is " + web.get("a")));

        for (ContractServer server : stage().servers()) {
            for (String other : new String[] {stale, "A".repeat(40) + ".n1", "garbage"}) {
                String valid = Browser.COOKIE + "=" + browser.cookie();
                String invalid = Browser.COOKIE + "=" + other;
                assertThat(RawExchange.askWithCookie(server.port(), page, invalid + "; " + valid))
                        .contains("a is 1");
                assertThat(RawExchange.askWithCookie(server.port(), page, valid + "; " + invalid))
                        .contains("a is 1");
            }
        }
    }

    @Test
    default void theIdInAnUrlOpensTheSessionOnBothServers() {
        String address = new Browser()
                .run(first(), web -> {
                    web.set("a", "1");
                    web.print(web.response().encodeURL("/run"));
                })
                .body();
        assertThat(address).startsWith("/run;");
        String page = Page.running(web -> {
            assertThat(web.request().isRequestedSessionIdFromURL()).isTrue();
            web.print(web.get("a"));
        });

        for (ContractServer server : stage().servers()) {
            assertThat(new Browser()
                            .fetch(server, page.replace("/run", address))
                            .body())
                    .isEqualTo("1");
        }
    }

    @Test
    default void theCookieHasTheAttributesThatTheApplicationConfigured() {
        String cookie = new Browser().run(first(), Exchange::session).cookies().get(0);

        assertThat(cookie)
                .startsWith(Browser.COOKIE + "=")
                .contains("Path=/")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .doesNotContain("Secure");
    }
}
