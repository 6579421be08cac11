package io.sessiongrid.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.Answer;
import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.Page;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("With persistAuthentication, a login")
class LoginFailoverTest {
    private static final String WHO =
            Page.running(web -> web.print(web.request().getRemoteUser() + " "
                    + web.request().getAuthType() + " "
                    + web.request().isUserInRole("reader") + " " + web.request().isUserInRole("admin")));

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();

    private static TwoTomcatServers servers(String method) {
        return new TwoTomcatServers(Map.of("persistAuthentication", "true"), context -> Shop.secure(context, method));
    }

    private HttpResponse<String> get(TomcatServer server, String page, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(server, page);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(TomcatServer server, String page, String form)
            throws IOException, InterruptedException {
        HttpRequest request = request(server, page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(TomcatServer server, String page) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + page));
    }

    /** Each step at the other server; the form that was interrupted arrives in the end. */
    @Test
    void byFormMayGoFromServerToServer() throws IOException, InterruptedException {
        try (TwoTomcatServers servers = servers("FORM")) {
            String order = Page.running(web ->
                    web.print(web.request().getMethod() + " " + web.request().getParameter("article") + " "
                            + web.request().getRemoteUser()));

            post(servers.first(), order, "article=tea");
            HttpResponse<String> accepted =
                    post(servers.second(), "/j_security_check", "j_username=anna&j_password=" + Shop.PASSWORD);
            assertThat(accepted.statusCode()).isIn(302, 303);
            HttpResponse<String> continued = get(servers.first(), order);

            assertThat(continued.body()).isEqualTo("POST tea anna");
            assertThat(get(servers.second(), WHO).body()).isEqualTo("anna FORM true false");
            assertThat(get(servers.first(), WHO).body()).isEqualTo("anna FORM true false");
            assertThat(servers.grid().mentions("anna")).isTrue();
            assertThat(servers.grid().mentions(Shop.PASSWORD)).isFalse();
        }
    }

    /** So that it can ask the realm again in each request. */
    @Test
    void byFormLeavesThePasswordOnItsServerIfTomcatKeepsThat() throws IOException, InterruptedException {
        try (TwoTomcatServers servers = new TwoTomcatServers(Map.of("persistAuthentication", "true"), context -> {
            Shop.secure(context, "FORM");
            ((AuthenticatorBase) context.getAuthenticator()).setCache(false);
        })) {
            get(servers.first(), WHO);
            post(servers.first(), "/j_security_check", "j_username=anna&j_password=" + Shop.PASSWORD);

            assertThat(get(servers.first(), WHO).body()).startsWith("anna FORM");
            assertThat(servers.grid().mentions(Shop.PASSWORD)).isFalse();
        }
    }

    /** What Tomcat attaches to a session and must not leave the server is not kept for longer than the session. */
    @Test
    void leavesNothingBehindOnTheServerWhenTheSessionHasEnded() throws IOException, InterruptedException {
        try (TwoTomcatServers servers = servers("FORM")) {
            post(servers.first(), WHO, "");
            post(servers.first(), "/j_security_check", "j_username=anna&j_password=" + Shop.PASSWORD);
            get(servers.first(), WHO);
            assertThat(kept(servers.first())).isPositive();

            get(servers.first(), Page.running(web -> web.session().invalidate()));

            assertThat(kept(servers.first())).isZero();
        }
    }

    private static int kept(TomcatServer server) {
        Context context = (Context) server.tomcat().getHost().findChild("");
        return ((GridManager) context.getManager()).localStates().size();
    }

    @Test
    void byBasicAuthenticationIsKnownToTheOtherServer() throws IOException, InterruptedException {
        try (TwoTomcatServers servers = servers("BASIC")) {
            String credentials = "anna:" + Shop.PASSWORD;
            get(
                    servers.first(),
                    WHO,
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));

            assertThat(get(servers.second(), WHO).body()).isEqualTo("anna BASIC true false");
        }
    }

    /** For example that of a session that has ended; with authenticators that keep principals and others. */
    @ParameterizedTest
    @CsvSource({"BASIC, true", "BASIC, false", "DIGEST, true", "DIGEST, false"})
    void succeedsWithACookieThatOpensNothing(String method, boolean cache) throws IOException, InterruptedException {
        try (TwoTomcatServers servers = new TwoTomcatServers(Map.of(), context -> {
            Shop.secure(context, method);
            ((AuthenticatorBase) context.getAuthenticator()).setCache(cache);
        })) {
            String unknown = "A".repeat(40);
            String challenge = get(servers.first(), WHO)
                    .headers()
                    .firstValue("WWW-Authenticate")
                    .orElseThrow();
            String answer = method.equals("BASIC")
                    ? "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(("anna:" + Shop.PASSWORD).getBytes(StandardCharsets.UTF_8))
                    : Digest.answer(challenge, "anna", Shop.PASSWORD, "GET", WHO);
            HttpRequest request = request(servers.first(), WHO)
                    .headers("Authorization", answer, "Cookie", "SHOPID=" + unknown)
                    .build();

            HttpResponse<String> login = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(login.statusCode()).isEqualTo(200);
            assertThat(login.body()).startsWith("anna " + method);
        }
    }

    @Test
    void isOverEverywhereAfterALogout() {
        try (TwoTomcatServers servers =
                new TwoTomcatServers(Map.of("persistAuthentication", "true"), Shop::allowLogin)) {
            Browser browser = new Browser();
            Answer login = browser.run(servers.first(), web -> {
                web.session();
                web.request().login("anna", Shop.PASSWORD);
                web.print(web.request().getRemoteUser());
            });
            assertThat(login.body()).isEqualTo("anna");
            assertThat(browser.fetch(servers.second(), WHO).body()).startsWith("anna");

            browser.run(servers.second(), web -> web.request().logout());

            assertThat(browser.fetch(servers.first(), WHO).body()).startsWith("null");
            assertThat(browser.fetch(servers.second(), WHO).body()).startsWith("null");
        }
    }

    @Test
    void leavesNothingThatTheApplicationCouldSee() {
        try (TwoTomcatServers servers =
                new TwoTomcatServers(Map.of("persistAuthentication", "true"), Shop::allowLogin)) {
            Browser browser = new Browser();
            browser.run(servers.first(), web -> {
                web.set("a", "1");
                web.request().login("anna", Shop.PASSWORD);
            });

            String names = browser.run(
                            servers.second(),
                            web -> web.print(Collections.list(web.session().getAttributeNames())))
                    .body();

            assertThat(names).isEqualTo("[a]");
        }
    }

    @Test
    void withoutTheSettingStaysOnItsServer() {
        try (TwoTomcatServers servers = new TwoTomcatServers(Map.of(), Shop::allowLogin)) {
            Browser browser = new Browser();
            browser.run(servers.first(), web -> {
                web.session();
                web.request().login("anna", Shop.PASSWORD);
            });

            assertThat(browser.fetch(servers.first(), WHO).body()).startsWith("anna");
            assertThat(browser.fetch(servers.second(), WHO).body()).startsWith("null");
            assertThat(browser.fetch(servers.first(), WHO).body()).startsWith("anna");
        }
    }

    @Test
    void byDigestIsKnownToTheOtherServer() throws IOException, InterruptedException {
        try (TwoTomcatServers servers = servers("DIGEST")) {
            String challenge = get(servers.first(), WHO)
                    .headers()
                    .firstValue("WWW-Authenticate")
                    .orElseThrow();

            get(servers.first(), WHO, "Authorization", Digest.answer(challenge, "anna", Shop.PASSWORD, "GET", WHO));

            assertThat(get(servers.second(), WHO).body()).isEqualTo("anna DIGEST true false");
        }
    }
}
