package io.sessiongrid.server;

import io.sessiongrid.node.ConfigVariable;
import io.sessiongrid.node.GridSettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen.
 *
 * @param ports to try one after the other; none: not at all
 */
record HttpAddress(String host, List<Integer> ports) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int FIRST = 5780;
    private static final int COUNT = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /**
     * Reads {@code [HOST:]PORT} or {@code off}; null means the usual ports.
     *
     * @throws GridSettingsException if it is neither
     */
    static HttpAddress parse(@Nullable String text) {
        if (text == null) {
            return new HttpAddress(
                    LOOPBACK, IntStream.range(FIRST, FIRST + COUNT).boxed().toList());
        }
        if (text.equals("off")) {
            return new HttpAddress(LOOPBACK, List.of());
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? LOOPBACK : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        String port = text.substring(colon + 1);
        if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 0xFFFF) {
            throw new GridSettingsException(List.of(ConfigVariable.HTTP.spelling() + " is \"" + text
                    + "\"; expected PORT, HOST:PORT or off, for example 127.0.0.1:5780"));
        }
        return new HttpAddress(host, List.of(Integer.parseInt(port)));
    }

    /** True if a member answers at the first of the ports. */
    boolean isOurs() {
        try {
            URI page = new URI("http", null, host, ports.get(0), HttpListener.LIVE, null, null);
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(HttpRequest.newBuilder(page).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == HttpStatus.OK_200 && answer.body().contains("\"live\"");
        } catch (IOException | URISyntaxException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
