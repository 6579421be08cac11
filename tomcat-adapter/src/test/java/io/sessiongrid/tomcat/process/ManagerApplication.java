package io.sessiongrid.tomcat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.contract.ContractServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An administrator who uses Tomcat's Manager web application. */
final class ManagerApplication {
    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final ContractServer server;

    ManagerApplication(ContractServer server) {
        this.server = server;
    }

    /** The page for people that lists the sessions of an application; found as they do, by its link. */
    String sessionsPage(String path) {
        String start = send("/manager/html", "GET", BodyPublishers.noBody())
                .replace("&#47;", "/")
                .replace("&amp;", "&");
        Matcher link = Pattern.compile("href=\"(/manager/html/sessions[^\"?]*\\?path=" + path + "&[^\"]*)\"")
                .matcher(start);
        assertThat(link.find()).as(start).isTrue();
        return send(link.group(1), "GET", BodyPublishers.noBody());
    }

    /** A command for scripts, such as {@code sessions?path=/shop}. */
    String text(String command) {
        return send("/manager/text/" + command, "GET", BodyPublishers.noBody());
    }

    /** By JMX. */
    String attribute(String bean, String name) {
        return send("/manager/jmxproxy/?get=" + bean + "&att=" + name, "GET", BodyPublishers.noBody())
                .trim();
    }

    /** Deploys an application, in place of the one that is there. */
    void deploy(String path, Path war) {
        assertThat(tryToDeploy(path, war)).startsWith("OK");
    }

    /** @param path may go on with further parameters */
    String tryToDeploy(String path, Path war) {
        try {
            return send("/manager/text/deploy?update=true&path=" + path, "PUT", BodyPublishers.ofFile(war));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String send(String page, String method, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + page))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", CREDENTIALS)
                .method(method, body)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
