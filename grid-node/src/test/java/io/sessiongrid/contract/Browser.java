package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A user's browser: keeps the cookies that servers set, and sends each request to the server that the test names, as a
 * load balancer might.
 */
public final class Browser {
    /** The session cookie of the contract's applications. */
    static final String COOKIE = "SHOPID";

    /** See {@link io.sessiongrid.session.SessionId}. */
    private static final int KEY_LENGTH = 16;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    /** Sends a request that is to run {@code code}, and expects status 200. */
    public Answer run(ContractServer server, ServletCode code) {
        return fetch(server, Page.running(code));
    }

    /** Sends a request for a page, and expects status 200. */
    public Answer fetch(ContractServer server, String page) {
        Answer answer = ask(server, page);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** Sends a request for a page and answers what comes. */
    public Answer ask(ContractServer server, String page) {
        return start(server, page).join();
    }

    /** Sends a form and answers what comes. */
    public Answer post(ContractServer server, String page, String form) {
        return send(requestFor(server, page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .join();
    }

    /** Sends a request for a page and does not wait. */
    public CompletableFuture<Answer> start(ContractServer server, String page) {
        return send(requestFor(server, page));
    }

    private static HttpRequest.Builder requestFor(ContractServer server, String page) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + page))
                .timeout(Duration.ofSeconds(60));
    }

    private CompletableFuture<Answer> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> {
                    keep(response.headers().allValues("Set-Cookie"));
                    return new Answer(
                            response.statusCode(),
                            response.body(),
                            response.headers().allValues("Set-Cookie"),
                            response.headers().allValues("Retry-After"),
                            response.headers().allValues("Location"));
                });
    }

    /** Sends a request whose response is to be read byte by byte. */
    public RawExchange open(ContractServer server, ServletCode code) throws IOException {
        return openPage(server, Page.running(code));
    }

    /** The same for a page. */
    public RawExchange openPage(ContractServer server, String page) throws IOException {
        return openPage(server, "GET", page);
    }

    /** The same for a page and another method. */
    public RawExchange openPage(ContractServer server, String method, String page) throws IOException {
        return new RawExchange(server.port(), method + " " + page, cookieHeader(), this::keep);
    }

    /**
     * Sends a request for a page on a connection of its own. Java's client, which serves {@link #ask}, now and then
     * loses the body of a response after which the server closes the connection.
     *
     * @throws IOException also if the connection is closed before a response is complete
     */
    public Answer askAlone(ContractServer server, String page) throws IOException {
        try (RawExchange exchange = openPage(server, page)) {
            return exchange.answer();
        }
    }

    /** The attribute as {@code server} sees it, as text. */
    public String read(ContractServer server, String name) {
        return run(server, web -> web.print(web.get(name))).body();
    }

    public void write(ContractServer server, String name, @Nullable Object value) {
        run(server, web -> web.set(name, value));
    }

    /** True if the browser's cookie opens a session on that server. */
    public boolean hasSession(ContractServer server) {
        return Boolean.parseBoolean(
                run(server, web -> web.print(web.existingSession() != null)).body());
    }

    /** What {@code HttpSession.getId} says, less the route; the session is made if there is none. */
    public String id(ContractServer server) {
        return withoutRoute(run(server, web -> web.print(web.session().getId())).body());
    }

    /** The value of the session cookie; empty if there is none. */
    public String cookie() {
        return cookies.getOrDefault(COOKIE, "");
    }

    public Browser withCookie(String value) {
        if (value.isEmpty()) {
            cookies.remove(COOKIE);
        } else {
            cookies.put(COOKIE, value);
        }
        return this;
    }

    /** Another browser with the same cookies, which does not learn what this one is sent from now on. */
    public Browser copy() {
        return new Browser().withCookie(cookie());
    }

    /**
     * Another browser with the same session, whose id names no server: each asks the grid, a sticky one too, and none
     * answers from its own copy.
     */
    public Browser withoutRoute() {
        return new Browser().withCookie(withoutRoute(cookie()));
    }

    /** Another browser with the same session, whose id names this server. */
    public Browser withRoute(String route) {
        return new Browser().withCookie(withoutRoute(cookie()) + "." + route);
    }

    /** The part of an id that never changes. */
    static String key(String id) {
        return id.substring(0, Math.min(KEY_LENGTH, id.length()));
    }

    /** An id as all servers call it. */
    public static String withoutRoute(String id) {
        int dot = id.indexOf('.');
        return dot < 0 ? id : id.substring(0, dot);
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private void keep(List<String> setCookies) {
        for (String cookie : setCookies) {
            int equals = cookie.indexOf('=');
            int semicolon = cookie.indexOf(';');
            String value = cookie.substring(equals + 1, semicolon < 0 ? cookie.length() : semicolon);
            if (cookie.contains("Max-Age=0") || value.isEmpty()) {
                cookies.remove(cookie.substring(0, equals));
            } else {
                cookies.put(cookie.substring(0, equals), value);
            }
        }
    }
}
