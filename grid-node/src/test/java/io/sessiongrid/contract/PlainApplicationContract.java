package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionTrackingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How sessions are tracked for an application that configures nothing, or what cannot be had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(Sentences.class)
@Guarantee("Servlet 6.1 §7.1 and 7.5")
public abstract class PlainApplicationContract {
    private static final String IMMORTAL = "/immortal";
    private static final String BY_SSL = "/ssl";

    private final TestGrid grid = new TestGrid();
    private final List<Set<SessionTrackingMode>> refused = new ArrayList<>();
    private ContractServer server;

    protected PlainApplicationContract() {}

    /** Starts an application server of the container under test. */
    protected abstract ContractServer start(ServerPlan plan);

    @BeforeAll
    final void startServer() {
        Map<String, String> settings =
                Map.of("configLocation", grid.memberConfig().toString());
        server = start(new ServerPlan(
                "n1",
                settings,
                List.of(
                        context("", context -> {}),
                        context(IMMORTAL, context -> context.setSessionTimeout(0)),
                        context(BY_SSL, this::askForSsl))));
    }

    private static ServerPlan.Context context(String path, Consumer<ServletContext> configuration) {
        ServletContainerInitializer application = (classes, context) -> {
            context.addServlet("code", new CodeServlet("code")).addMapping(CodeServlet.PATH);
            configuration.accept(context);
        };
        return new ServerPlan.Context(path, application, Map.of(), PlainApplicationContract.class.getClassLoader());
    }

    private void askForSsl(ServletContext context) {
        ask(context, EnumSet.of(SessionTrackingMode.SSL, SessionTrackingMode.COOKIE));
        ask(context, EnumSet.of(SessionTrackingMode.SSL));
    }

    private void ask(ServletContext context, Set<SessionTrackingMode> modes) {
        try {
            context.setSessionTrackingModes(modes);
        } catch (IllegalArgumentException e) {
            refused.add(modes);
        }
    }

    @AfterAll
    final void stopServer() {
        server.close();
        grid.close();
    }

    @Test
    final void theCookieIsCalledJsessionid() {
        Answer answer = new Browser().run(server, Exchange::session);

        assertThat(answer.cookies()).singleElement().asString().startsWith("JSESSIONID=");
    }

    @Test
    final void theParameterOfAnEncodedAddressIsCalledJsessionid() {
        String next = Page.running(web -> web.print(web.get("a")));
        String address = new Browser()
                .run(server, web -> {
                    web.set("a", "1");
                    web.print(web.response().encodeURL(next));
                })
                .body();

        assertThat(address).contains("/run;jsessionid=");
        assertThat(new Browser().fetch(server, address).body()).isEqualTo("1");
    }

    @Test
    final void cookiesAndAddressesAreTracked() {
        new Browser().run(server, web -> {
            ServletContext context = web.request().getServletContext();
            assertThat(context.getDefaultSessionTrackingModes())
                    .contains(SessionTrackingMode.COOKIE, SessionTrackingMode.URL);
            assertThat(context.getEffectiveSessionTrackingModes()).isEqualTo(context.getDefaultSessionTrackingModes());
        });
    }

    @Test
    final void theTimeoutIsThatOfTheContext() {
        new Browser().run(server, web -> {
            int minutes = web.request().getServletContext().getSessionTimeout();
            int seconds = web.session().getMaxInactiveInterval();
            // Zero and less are the same: never.
            assertThat(Math.max(0, seconds)).isEqualTo(Math.max(0, minutes) * 60);
        });
    }

    @Test
    final void aTimeoutOfZeroMeansNever() {
        String code = Page.running(
                web -> assertThat(web.session().getMaxInactiveInterval()).isLessThanOrEqualTo(0));

        new Browser().fetch(server, IMMORTAL + code);
    }

    @Test
    final void trackingBySslIsRefusedTogetherWithAnother() {
        assertThat(refused).contains(EnumSet.of(SessionTrackingMode.SSL, SessionTrackingMode.COOKIE));
    }

    /**
     * Tomcat refuses it where no connector has TLS; Jetty does not know it, and such an application has no sessions.
     */
    @Test
    final void trackingBySslAloneIsNotOffered() {
        Answer answer = new Browser()
                .fetch(
                        server,
                        BY_SSL
                                + Page.running(web -> web.print(web.request()
                                        .getServletContext()
                                        .getEffectiveSessionTrackingModes()
                                        .contains(SessionTrackingMode.SSL))));

        assertThat(answer.body()).isEqualTo("false");
    }
}
