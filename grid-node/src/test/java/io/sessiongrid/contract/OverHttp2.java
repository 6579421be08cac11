package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The first and the last byte by HTTP/2, where each is a frame of its own. */
@Guarantee("G1")
interface OverHttp2 extends OnStage {
    HttpClient HTTP2 =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    private HttpResponse<InputStream> byHttp2(Browser browser, String page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + first().port() + page))
                .header("Cookie", Browser.COOKIE + "=" + browser.cookie())
                .build();
        HttpResponse<InputStream> response = HTTP2.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return response;
    }

    @Test
    default void aChangeIsOnTheOtherServerWhenTheFirstByteArrivesByHttp2() throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.write(first(), "a", "before");
        try (Gate gate = new Gate()) {
            HttpResponse<InputStream> response = byHttp2(browser, Page.running(web -> {
                web.set("a", "set");
                web.print("begin");
                web.flush();
                gate.pass();
            }));
            assertThat(response.body().read()).isEqualTo('b');

            assertThat(browser.read(second(), "a")).isEqualTo("set");
        }
    }

    @Test
    default void aChangeAfterTheFirstByteIsOnTheOtherServerWhenAResponseByHttp2IsComplete()
            throws IOException, InterruptedException {
        Browser browser = new Browser();
        for (int i = 0; i < 10; i++) {
            int count = i;
            browser.write(first(), "a", "before");
            HttpResponse<InputStream> response = byHttp2(browser, Page.running(web -> {
                web.print("begin");
                web.flush();
                web.set("a", count);
            }));
            response.body().readAllBytes();

            assertThat(browser.read(second(), "a")).isEqualTo(Integer.toString(i));
        }
    }
}
