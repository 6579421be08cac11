package io.sessiongrid.demo.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends every request to the other app server than the one before: the hardest balancer for sessions.
 *
 * <p>A server that refuses the connection is passed over. Nothing is ever sent twice: once a request is on its way, a
 * server that dies with it may have carried it out, so its client gets status 502 and must ask.
 *
 * <p>Each request has its own connection, so that none is sent to a server that died since the last one. A host name
 * stands for the order in which the servers are tried; Jetty's client tries the next address only if it cannot connect.
 */
public final class AlternatingProxy extends ProxyHandler.Reverse {
    private static final Logger log = System.getLogger(AlternatingProxy.class.getName());

    private static final String HOST = "first-";
    private static final int MOST_CONNECTIONS = 1024;

    private final List<InetSocketAddress> servers;

    /**
     * For two servers.
     *
     * @param servers where they listen
     * @param client tells whose turn is counted; one name for all requests, or a bounded number of names
     */
    public AlternatingProxy(List<InetSocketAddress> servers, Function<Request, String> client) {
        this(servers, client, new Turns());
    }

    private AlternatingProxy(List<InetSocketAddress> servers, Function<Request, String> client, Turns turns) {
        super(request -> HttpURI.build(request.getHttpURI())
                .scheme("http")
                .authority(HOST + turns.next(client.apply(request)), 80));
        this.servers = List.copyOf(servers);
        setViaHost("demo");
    }

    @Override
    protected HttpClient newHttpClient() {
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(1);
        transport.setConnectionPoolFactory(destination -> {
            DuplexConnectionPool pool = new DuplexConnectionPool(destination, MOST_CONNECTIONS);
            pool.setMaxUsage(1);
            return pool;
        });
        HttpClient client = new HttpClient(transport);
        client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        client.setSocketAddressResolver((host, port, context, promise) -> promise.succeeded(order(host)));
        return client;
    }

    private List<InetSocketAddress> order(String host) {
        int first = Integer.parseInt(host.substring(HOST.length()));
        return List.of(servers.get(first), servers.get(1 - first));
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request clientToProxyRequest,
            org.eclipse.jetty.client.Request proxyToServerRequest,
            org.eclipse.jetty.client.Response serverToProxyResponse,
            Response proxyToClientResponse,
            Callback proxyToClientCallback,
            Throwable failure) {
        // Without its message, which is a page long.
        log.log(
                Level.WARNING,
                "Got no answer to {0} {1} because of {2}",
                proxyToServerRequest.getMethod(),
                proxyToServerRequest.getPath(),
                failure.getClass().getName());
        if (proxyToClientResponse.isCommitted()) {
            proxyToClientCallback.failed(failure);
            return;
        }
        boolean sent = !(failure instanceof ConnectException);
        proxyToClientResponse.reset();
        proxyToClientResponse.setStatus(sent ? HttpStatus.BAD_GATEWAY_502 : HttpStatus.SERVICE_UNAVAILABLE_503);
        proxyToClientResponse.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
        proxyToClientResponse.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        proxyToClientResponse.getHeaders().put("Content-Security-Policy", Pages.CONTENT_SECURITY_POLICY);
        String page = sent
                ? Pages.failure(
                        "The app server died with your request",
                        "Nobody knows whether it was carried out. Your session is safe: look what is in the basket.")
                : Pages.failure(
                        "No app server is up",
                        "Your session waits in the grid. Restart an app server below, then go on shopping.");
        Content.Sink.write(proxyToClientResponse, true, page, proxyToClientCallback);
    }
}
