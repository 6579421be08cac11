package io.sessiongrid.demo.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks processes how they are. One that does not answer is not well. */
final class Probe {
    /** A process that is starting may accept a connection long before it answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** True if the process does its work. */
    boolean isUp(Kind kind, int port) {
        return switch (kind) {
            case APP_SERVER -> get(port, "/up").startsWith("204");
            case MEMBER -> health(port).contains("\"nodeState\":\"ACTIVE\"");
        };
    }

    /** True if the member knows {@code members} members, and every session is on as many as it should be. */
    boolean hasAllCopies(int port, int members) {
        String health = health(port);
        return health.contains("\"clusterSafe\":true") && health.contains("\"clusterSize\":" + members + "}");
    }

    private String health(int port) {
        return get(port, "/hazelcast/health");
    }

    /** Status and body; empty if there was no answer. */
    private String get(int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
