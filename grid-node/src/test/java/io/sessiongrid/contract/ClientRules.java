package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Clients that take no cookies, and clients with several windows. */
@Guarantee("Servlet 6.1 §7.1.3, 7.1.4 and 7.7.3")
interface ClientRules extends OnStage {
    @Test
    default void aRequestWithoutAnIdHasNoneThatIsValid() {
        new Browser().run(first(), web -> {
            web.session();
            assertThat(web.request().getRequestedSessionId()).isNull();
            assertThat(web.request().isRequestedSessionIdValid()).isFalse();
            assertThat(web.request().isRequestedSessionIdFromCookie()).isFalse();
            assertThat(web.request().isRequestedSessionIdFromURL()).isFalse();
        });
    }

    /** As often as the client comes without a cookie, whatever server it comes to. */
    @Test
    default void aClientWithoutCookiesKeepsItsSessionByEncodedAddresses() {
        String third = Page.running(web -> web.print(web.get("a")));
        String next = Page.running(web -> {
            assertThat(web.request().isRequestedSessionIdFromURL()).isTrue();
            web.print(web.response().encodeURL(third));
        });

        String toSecond = new Browser()
                .run(first(), web -> {
                    web.set("a", "1");
                    web.print(web.response().encodeURL(next));
                })
                .body();
        String toFirst = new Browser().fetch(second(), toSecond).body();

        assertThat(new Browser().fetch(first(), toFirst).body()).isEqualTo("1");
    }

    @Test
    default void aClientWithoutCookiesKeepsItsSessionInARedirect() {
        String next = Page.running(web -> web.print(web.get("a")));
        Answer redirect = new Browser().ask(first(), Page.running(web -> {
            web.set("a", "1");
            web.response().sendRedirect(web.response().encodeRedirectURL(next));
        }));

        assertThat(redirect.status()).isEqualTo(302);
        String location = redirect.location().get(0);
        assertThat(new Browser()
                        .fetch(second(), location.substring(location.indexOf("/run")))
                        .body())
                .isEqualTo("1");
    }

    /** The specification wants the name of the cookie, which Tomcat takes; in Jetty the two names are set apart. */
    @Test
    default void theParameterOfAnAddressIsNamedLikeTheCookieOnTomcatAndJsessionidOnJetty() {
        new Browser().run(first(), web -> {
            web.session();
            boolean tomcat = web.request().getServletContext().getServerInfo().startsWith("Apache Tomcat");
            assertThat(web.response().encodeURL("/run"))
                    .startsWith("/run;" + (tomcat ? Browser.COOKIE : "jsessionid") + "=");
        });
    }

    @Test
    default void redirectsStayAsTheyAreWhereTheClientTakesCookies() {
        Browser browser = new Browser();
        browser.id(first());

        browser.run(second(), web -> {
            web.session();
            assertThat(web.response().encodeRedirectURL("/run")).isEqualTo("/run");
        });
    }

    @Test
    default void allWindowsOfAClientShareItsSession() {
        Browser window = new Browser();
        window.write(first(), "a", "1");
        Browser other = window.copy();

        other.write(second(), "b", "2");

        assertThat(window.read(first(), "b")).isEqualTo("2");
        assertThat(other.read(first(), "a")).isEqualTo("1");
        assertThat(other.id(second())).isEqualTo(window.id(first()));
    }
}
