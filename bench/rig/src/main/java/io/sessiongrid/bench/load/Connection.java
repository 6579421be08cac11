package io.sessiongrid.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** A kept-alive connection to one server, used by one thread. */
final class Connection implements AutoCloseable {
    /** Longer than any contender may take; a request that takes longer has failed. */
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private @Nullable DefaultBHttpClientConnection connection;

    Connection(int port) {
        this.port = port;
    }

    /**
     * The answer to a request.
     *
     * @param cookie that the server set, null if it set none
     */
    record Answer(int status, String body, @Nullable String cookie) {}

    /** Throws {@link IOException} if there is no whole answer; the next request then begins a new connection. */
    Answer get(String path, @Nullable String cookie) throws IOException {
        try {
            DefaultBHttpClientConnection open = open();
            BasicClassicHttpRequest request = new BasicClassicHttpRequest("GET", path);
            request.addHeader("Host", "localhost");
            if (cookie != null) {
                request.addHeader("Cookie", cookie);
            }
            open.sendRequestHeader(request);
            open.flush();
            ClassicHttpResponse response = open.receiveResponseHeader();
            open.receiveResponseEntity(response);
            String body = body(response);
            Header set = response.getFirstHeader("Set-Cookie");
            Header connectionHeader = response.getFirstHeader("Connection");
            if (connectionHeader != null && connectionHeader.getValue().equalsIgnoreCase("close")) {
                close();
            }
            return new Answer(response.getCode(), body, set == null ? null : cookie(set.getValue()));
        } catch (IOException | HttpException e) {
            close();
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    private static String body(ClassicHttpResponse response) throws IOException {
        try (var entity = response.getEntity()) {
            return entity == null ? "" : new String(entity.getContent().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String cookie(String header) {
        int end = header.indexOf(';');
        return end < 0 ? header : header.substring(0, end);
    }

    private DefaultBHttpClientConnection open() throws IOException {
        if (connection == null) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DefaultBHttpClientConnection opened = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
            opened.bind(socket);
            connection = opened;
        }
        return connection;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
            connection = null;
        }
    }
}
