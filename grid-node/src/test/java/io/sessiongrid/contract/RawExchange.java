package io.sessiongrid.contract;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One HTTP/1.1 request by socket, for tests in which it matters which byte has arrived. */
public final class RawExchange implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final Socket socket;
    private final InputStream in;
    private final Consumer<List<String>> setCookies;

    RawExchange(int port, String methodAndPage, String cookies, Consumer<List<String>> setCookies) throws IOException {
        this.setCookies = setCookies;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
        String request = methodAndPage + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n"
                + (cookies.isEmpty() ? "" : "Cookie: " + cookies + "\r\n") + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one request with these very bytes as value of the Cookie header, and answers all that comes. */
    static String askWithCookie(int port, String page, String cookieHeader) throws IOException {
        try (RawExchange exchange = new RawExchange(port, "GET " + page, cookieHeader, cookies -> {})) {
            String head = exchange.head();
            return head + exchange.body(head);
        }
    }

    /** Returns as soon as the first byte of the response is here. */
    public void awaitFirstByte() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            throw new EOFException("The server closed the connection without an answer");
        }
        in.reset();
    }

    /** Status line and headers. */
    public String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The response ended in its head: " + head);
            }
            head.append((char) next);
        }
        setCookies.accept(values(head.toString(), "Set-Cookie"));
        return head.toString();
    }

    /** Reads the rest of the response and returns as soon as its last byte is here. */
    public String complete() throws IOException {
        return body(head());
    }

    /** The response, once its last byte is here. */
    public Answer answer() throws IOException {
        String head = head();
        int status = Integer.parseInt(head.substring(head.indexOf(' ') + 1).substring(0, 3));
        return new Answer(
                status, body(head), values(head, "Set-Cookie"), values(head, "Retry-After"), values(head, "Location"));
    }

    private static List<String> values(String head, String header) {
        return Stream.of(head.split("\r\n", -1))
                .filter(line -> line.startsWith(header + ": "))
                .map(line -> line.substring(header.length() + 2))
                .toList();
    }

    private String body(String head) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            return text(in.readNBytes(Integer.parseInt(length.group(1))));
        }
        StringBuilder body = new StringBuilder();
        for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
            body.append(chunk);
        }
        return body.toString();
    }

    /** The next piece of a body that is sent in pieces; empty if there are no more. */
    public String chunk() throws IOException {
        // The line that ends a piece may come with the next one.
        String first = line();
        String size = first.isEmpty() ? line() : first;
        return text(in.readNBytes(Integer.parseInt(size, 16)));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The response ended within a chunk");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
