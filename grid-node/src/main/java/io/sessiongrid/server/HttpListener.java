package io.sessiongrid.server;

import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Health and metrics by HTTP, for those who watch a member. Reads only, and listens before the member joins.
 *
 * <p>Has a few threads of its own, none of which waits for the grid, so that it answers whatever that does.
 */
final class HttpListener extends Handler.Abstract implements AutoCloseable {
    private static final Logger log = System.getLogger(HttpListener.class.getName());

    /** The page that answers as long as the process runs. */
    static final String LIVE = "/health/live";

    private static final int THREADS = 8;

    /** What may be asked of {@code /health/safe}, in either order. */
    private static final Pattern SAFE = Pattern.compile("(?:&?(?:wait=(\\d{1,3})s|expect=(\\d{1,3})))*");

    private final Server server = new Server(new QueuedThreadPool(THREADS, 1));
    private final Health health = new Health();
    private final Metrics metrics = new Metrics(health);
    private final Map<String, Function<Request, CompletableFuture<Page>>> pages = Map.of(
            "/",
            request -> CompletableFuture.completedFuture(
                    Page.text("/health/live\n/health/ready\n/health/safe\n/metrics\n")),
            LIVE,
            request -> CompletableFuture.completedFuture(health.live()),
            "/health/ready",
            request -> CompletableFuture.completedFuture(health.ready()),
            "/health/safe",
            request -> safe(request.getHttpURI().getQuery()),
            "/metrics",
            request -> metrics.page(request.getHeaders().get(HttpHeader.ACCEPT)));

    private HttpListener() {}

    /**
     * Listens, unless it is not to.
     *
     * @throws UncheckedIOException if all ports are taken, which may not last
     */
    static HttpListener start(HttpAddress address) {
        HttpListener listener = new HttpListener();
        listener.server.setHandler(listener);
        IOException last = null;
        for (int port : address.ports()) {
            last = listener.tryPort(address.host(), port);
            if (last == null) {
                return listener;
            }
        }
        if (last != null) {
            throw new UncheckedIOException(
                    "Could not listen for HTTP at " + address.host() + ":"
                            + address.ports().get(0)
                            + (address.ports().size() > 1 ? " or a port after it" : "") + ": " + last.getMessage()
                            + "; choose another with --http, or --http off",
                    last);
        }
        return listener;
    }

    private @Nullable IOException tryPort(String host, int port) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        try {
            connector.open();
            server.addConnector(connector);
            server.start();
            log.log(
                    Level.INFO,
                    "Answers health and metrics at http://{0}:{1}/",
                    host,
                    Integer.toString(connector.getLocalPort()));
            return null;
        } catch (IOException e) {
            return e;
        } catch (Exception e) {
            throw new IllegalStateException("Could not start the HTTP listener", e);
        }
    }

    /** From now on the member is ready, and its figures are shown. */
    void show(HazelcastInstance member) {
        metrics.bind(member);
        health.joined(member);
    }

    Health health() {
        return health;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            write(
                    new Page(HttpStatus.METHOD_NOT_ALLOWED_405, Page.TEXT, "Only GET and HEAD are answered here\n"),
                    response,
                    callback);
            return true;
        }
        CompletableFuture<Page> unused = page(request).whenComplete((page, failure) -> {
            if (page == null) {
                callback.failed(failure);
            } else {
                write(page, response, callback);
            }
        });
        return true;
    }

    private static void write(Page page, Response response, Callback callback) {
        byte[] body = page.bytes();
        response.setStatus(page.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.getHeaders().put(new HttpField(HttpHeader.CACHE_CONTROL, "no-store"));
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private CompletableFuture<Page> page(Request request) {
        Function<Request, CompletableFuture<Page>> page =
                pages.get(Objects.requireNonNull(Request.getPathInContext(request)));
        return page == null
                ? CompletableFuture.completedFuture(new Page(HttpStatus.NOT_FOUND_404, Page.TEXT, "See /\n"))
                : page.apply(request);
    }

    private CompletableFuture<Page> safe(@Nullable String query) {
        Matcher asked = SAFE.matcher(query == null ? "" : query);
        return asked.matches()
                ? health.safe(Duration.ofSeconds(number(asked.group(1))), number(asked.group(2)))
                : CompletableFuture.completedFuture(
                        new Page(
                                HttpStatus.BAD_REQUEST_400,
                                Page.TEXT,
                                "Expected nothing after the ?, or wait=60s, up to 999s, or expect=3, or both with & between\n"));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            log.log(Level.DEBUG, "Could not stop the HTTP listener in order", e);
        }
    }
}
