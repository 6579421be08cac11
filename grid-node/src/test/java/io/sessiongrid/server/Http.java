package io.sessiongrid.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a member by HTTP. */
final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private Http() {}

    static HttpResponse<String> get(int port, String path, String... headers) throws IOException {
        return send(
                port,
                path,
                headers.length == 0 ? request(port, path) : request(port, path).headers(headers));
    }

    static HttpResponse<String> post(int port, String path) throws IOException {
        return send(port, path, request(port, path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
    }

    private static HttpResponse<String> send(int port, String path, HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted at " + port + path, e);
        }
    }
}
