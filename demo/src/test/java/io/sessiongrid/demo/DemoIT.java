package io.sessiongrid.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.demo.process.Servers;
import io.sessiongrid.demo.shop.Receipt;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The demo")
class DemoIT {
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @ParameterizedTest
    @EnumSource(names = {"JETTY", "MIXED"})
    void losesNothingInItsScriptAndLeavesNoProcessBehind(Servers servers) throws Exception {
        String kind = servers.name().toLowerCase(Locale.ROOT);
        try (RunningDemo demo =
                RunningDemo.start("--script", "--server", kind, "--requests", "1500", "--shoppers", "16")) {
            int exit = demo.awaitEnd();

            assertThat(exit).as(demo.output()).isZero();
            assertThat(demo.output())
                    .contains("Killed app server n1", "Killed member m1", "The member m1 is up")
                    .containsPattern("sessions lost +0\n")
                    .containsPattern("answered writes lost +0\n")
                    .containsPattern("stale reads +0\n");
            assertThat(demo.everHad()).isGreaterThanOrEqualTo(6);
            demo.awaitNoneLeft();
        }
    }

    @Test
    void leavesNoProcessBehindIfItIsKilledByForce() throws Exception {
        try (RunningDemo demo = RunningDemo.start()) {
            demo.awaitAddress();

            demo.kill(true);

            assertThat(demo.everHad()).isGreaterThanOrEqualTo(4);
            demo.awaitNoneLeft();
        }
    }

    @Test
    void keepsABasketWhateverIsKilledByItsPanelAndLeavesNoProcessBehind() throws Exception {
        try (RunningDemo demo = RunningDemo.start()) {
            URI shop = demo.awaitAddress();
            String token = token(get(shop, "control/").body());
            Receipt filled = receipt(post(shop, "basket", "add=Tea"));

            assertThat(get(shop, "control/kill").statusCode()).isEqualTo(405);
            assertThat(post(shop, "control/kill", "name=n1&token=guessed").statusCode())
                    .isEqualTo(403);
            post(shop, "control/kill", "name=n1&token=" + token);
            post(shop, "control/kill", "name=m1&token=" + token);

            for (int i = 0; i < 4; i++) {
                assertThat(receipt(get(shop, ""))).isEqualTo(new Receipt("n2", filled.visit(), filled.quantities()));
            }
            post(shop, "control/restart", "name=n1&token=" + token);
            await().atMost(Duration.ofMinutes(1)).until(() -> demo.output().contains("The app server n1 is up"));
            assertThat(List.of(
                            receipt(get(shop, "")).servedBy(),
                            receipt(get(shop, "")).servedBy()))
                    .containsExactlyInAnyOrder("n1", "n2");

            demo.kill(false);
            demo.awaitNoneLeft();
        }
    }

    private HttpResponse<String> get(URI shop, String path) throws Exception {
        return send(HttpRequest.newBuilder(shop.resolve(path)));
    }

    private HttpResponse<String> post(URI shop, String path, String form) throws Exception {
        return send(HttpRequest.newBuilder(shop.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.header("Accept", Receipt.CONTENT_TYPE).build(), BodyHandlers.ofString());
    }

    private static Receipt receipt(HttpResponse<String> response) {
        return Receipt.parse(response.body());
    }

    private static String token(String page) {
        Matcher matcher =
                Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"").matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
