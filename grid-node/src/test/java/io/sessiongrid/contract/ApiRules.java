package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.http.HttpSession;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** What the API documentation says of single calls. */
@Guarantee("Servlet 6.1, HttpSession, HttpServletRequest and ServletContext")
interface ApiRules extends OnStage {
    @Test
    default void aSessionBelongsToTheContextOfItsRequest() {
        new Browser()
                .run(
                        first(),
                        web -> assertThat(web.session().getServletContext())
                                .isEqualTo(web.request().getServletContext()));
    }

    @Test
    default void anEndedSessionStillTellsItsIdAndContext() {
        new Browser().run(first(), web -> {
            HttpSession session = web.session();
            String id = session.getId();
            session.invalidate();

            assertThat(session.getId()).isEqualTo(id);
            assertThat(session.getServletContext()).isNotNull();
            assertThatIllegalStateException().isThrownBy(session::getMaxInactiveInterval);
            assertThatIllegalStateException().isThrownBy(() -> session.setMaxInactiveInterval(1));
        });
    }

    @Test
    default void aClientThatDoesNotJoinIsGivenANewSessionEachTime() {
        ServletCode code = web -> {
            assertThat(web.session().isNew()).isTrue();
            web.print(web.session().getId());
        };

        assertThat(new Browser().run(first(), code).body())
                .isNotEqualTo(new Browser().run(first(), code).body());
    }

    @Test
    default void whatARequestDoesWithASessionDoesNotMoveTheLastAccessedTime() {
        Browser browser = new Browser();
        browser.write(first(), "a", "1");

        browser.run(second(), web -> {
            long before = web.session().getLastAccessedTime();
            web.get("a");
            web.set("a", "2");
            web.flush();
            assertThat(web.session().getLastAccessedTime()).isEqualTo(before);
        });
    }

    @Test
    default void theRequestedIdIsWhatTheClientSentWhetherItIsValidOrNot() {
        for (String id : new String[] {"no-such-session", new Browser().id(first())}) {
            new Browser()
                    .withCookie(id)
                    .run(
                            second(),
                            web -> assertThat(Browser.withoutRoute(web.request().getRequestedSessionId()))
                                    .isEqualTo(id));
        }
    }

    @Test
    default void addressesStayAsTheyAreWhereTheClientTakesCookies() {
        Browser browser = new Browser();
        browser.id(first());

        browser.run(second(), web -> {
            web.session();
            assertThat(web.response().encodeURL("/run")).isEqualTo("/run");
        });
    }

    @Test
    default void aSessionCannotBeginOnceTheResponseHasLeft() {
        new Browser().run(first(), web -> {
            web.flush();
            assertThatIllegalStateException().isThrownBy(web::session);
        });
    }

    @Test
    default void theContextTellsWhatTheApplicationConfigured() {
        new Browser().run(first(), web -> {
            ServletContext context = web.request().getServletContext();
            assertThat(context.getSessionTimeout()).isEqualTo(ContractApplication.SESSION_TIMEOUT);
            assertThat(context.getEffectiveSessionTrackingModes())
                    .isEqualTo(EnumSet.of(SessionTrackingMode.COOKIE, SessionTrackingMode.URL));
            assertThat(context.getSessionCookieConfig().getName()).isEqualTo(Browser.COOKIE);
        });
    }

    @Test
    default void theContextCannotBeConfiguredOnceItRuns() {
        new Browser().run(first(), web -> {
            ServletContext context = web.request().getServletContext();
            assertThatIllegalStateException().isThrownBy(() -> context.setSessionTimeout(1));
            assertThatIllegalStateException()
                    .isThrownBy(() -> context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.URL)));
            assertThatIllegalStateException()
                    .isThrownBy(() -> context.getSessionCookieConfig().setName("OTHER"));
        });
    }
}
