package io.sessiongrid.demo.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The proxy")
class AlternatingProxyTest {
    private final Named first = new Named("first");
    private final Named second = new Named("second");
    private final Server firstServer = new Server();
    private final Server secondServer = new Server();
    private final Server proxy = new Server();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        start(firstServer, first);
        start(secondServer, second);
        start(proxy, new AlternatingProxy(List.of(addressOf(firstServer), addressOf(secondServer)), request -> ""));
    }

    @AfterEach
    void stop() throws Exception {
        proxy.stop();
        firstServer.stop();
        secondServer.stop();
    }

    @Test
    void sendsEachRequestToTheOtherServer() throws Exception {
        assertThat(List.of(get(), get(), get(), get())).containsExactly("first", "second", "first", "second");
    }

    @Test
    void passesAServerOverThatIsDown() throws Exception {
        firstServer.stop();

        assertThat(List.of(get(), get(), get())).containsOnly("second");
    }

    @Test
    void returnsToAServerThatIsUpAgain() throws Exception {
        InetSocketAddress address = addressOf(firstServer);
        firstServer.stop();
        get();
        ((ServerConnector) firstServer.getConnectors()[0]).setPort(address.getPort());
        firstServer.start();

        assertThat(List.of(get(), get(), get(), get())).containsExactlyInAnyOrder("first", "first", "second", "second");
    }

    @Test
    void answersWithStatus503IfAllServersAreDown() throws Exception {
        firstServer.stop();
        secondServer.stop();

        assertThat(send("GET").statusCode()).isEqualTo(503);
    }

    @Test
    void sendsNothingTwiceThatAServerMayHaveCarriedOut() throws Exception {
        first.cutsOff = true;

        HttpResponse<String> response = send("POST");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(first.requests).hasValue(1);
        assertThat(second.requests).hasValue(0);
    }

    private String get() throws Exception {
        return send("GET").body();
    }

    private HttpResponse<String> send(String method) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + addressOf(proxy).getPort() + "/");
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static void start(Server server, Handler handler) throws Exception {
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
    }

    private static InetSocketAddress addressOf(Server server) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Answers with its name, or dies with the request. */
    private static final class Named extends Handler.Abstract {
        private final String name;
        private final AtomicInteger requests = new AtomicInteger();
        private volatile boolean cutsOff;

        Named(String name) {
            this.name = name;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            requests.incrementAndGet();
            if (cutsOff) {
                request.getConnectionMetaData().getConnection().getEndPoint().close();
                callback.succeeded();
            } else {
                Content.Sink.write(response, true, name, callback);
            }
            return true;
        }
    }
}
