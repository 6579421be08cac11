package io.sessiongrid.demo.script;

import io.sessiongrid.demo.shop.Receipt;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One shopper's browser: knows a cookie and a name. Sends nothing twice. */
final class ShopClient {
    /** By which the proxy knows who takes turns with whom. */
    static final String SHOPPER = "Shopper";

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http;
    private final URI shop;
    private final String name;
    private String cookie = "";

    ShopClient(HttpClient http, URI shop, String name) {
        this.http = http;
        this.shop = shop;
        this.name = name;
    }

    Outcome send(Step step) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request(step), BodyHandlers.ofString());
            rememberCookie(response);
            return response.statusCode() == 200
                    ? new Outcome.Answered(Receipt.parse(response.body()))
                    : new Outcome.Failed(meaning(response));
        } catch (IOException e) {
            return new Outcome.Failed(e.getClass().getSimpleName());
        }
    }

    /** What the proxy and the grid mean by it; only the grid says when to try again. */
    private static String meaning(HttpResponse<String> response) {
        int status = response.statusCode();
        boolean byGrid = response.headers().firstValue("Retry-After").isPresent();
        return "status " + status
                + switch (status) {
                    case 502 -> ": its app server died with it";
                    case 503 -> byGrid ? ": the grid did not answer in time" : ": no app server was up";
                    default -> "";
                };
    }

    private HttpRequest request(Step step) {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .timeout(PATIENCE)
                .header("Accept", Receipt.CONTENT_TYPE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(SHOPPER, name);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (step instanceof Step.Put put) {
            return post(request, "/basket", "add=" + put.article());
        }
        if (step instanceof Step.Take take) {
            return post(request, "/basket", "remove=" + take.article());
        }
        if (step instanceof Step.LogIn) {
            return post(request, "/login", "");
        }
        return request.uri(shop).GET().build();
    }

    private HttpRequest post(HttpRequest.Builder request, String path, String form) {
        BodyPublisher body = BodyPublishers.ofString(form);
        return request.uri(shop.resolve(path)).POST(body).build();
    }

    /** Also that of an answer that is no success: the session id may have changed all the same. */
    private void rememberCookie(HttpResponse<String> response) {
        for (String header : response.headers().allValues("Set-Cookie")) {
            HttpCookie set = HttpCookie.parse(header).get(0);
            cookie = set.getName() + "=" + set.getValue();
        }
    }
}
