package io.sessiongrid.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.Browser;
import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.Gate;
import io.sessiongrid.contract.RawExchange;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Tomcat has and not every container. */
@DisplayName("On Tomcat,")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TomcatFeaturesTest {
    private final TwoTomcatServers servers =
            new TwoTomcatServers(Map.of("sessionAttributeNameFilter", "(?!local).*"), context -> {});

    private ContractServer first;
    private ContractServer second;

    @BeforeAll
    void nameServers() {
        first = servers.first();
        second = servers.second();
    }

    @AfterAll
    void stopServers() {
        servers.close();
    }

    @Test
    @Tag("G1")
    @DisplayName("a change is on the other server before a file is sent by the operating system")
    void sendfile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("large"), new byte[500_000]);
        Browser browser = new Browser();
        browser.write(first, "a", "before");
        try (RawExchange held = browser.open(first, web -> {
            assertThat(web.request().getAttribute("org.apache.tomcat.sendfile.support"))
                    .isEqualTo(true);
            web.set("a", "set");
            web.response().setContentLength(500_000);
            web.request().setAttribute("org.apache.tomcat.sendfile.filename", file.toString());
            web.request().setAttribute("org.apache.tomcat.sendfile.start", 0L);
            web.request().setAttribute("org.apache.tomcat.sendfile.end", 500_000L);
        })) {
            held.awaitFirstByte();

            assertThat(browser.read(second, "a")).isEqualTo("set");
        }
    }

    @Test
    @Tag("G1")
    @DisplayName("a change is on the other server when headers alone have left")
    void headersAlone() throws IOException {
        Browser browser = new Browser();
        browser.write(first, "a", "before");
        try (Gate gate = new Gate();
                RawExchange held = browser.open(first, web -> {
                    web.set("a", "set");
                    web.response().flushBuffer();
                    gate.linger();
                })) {
            held.awaitFirstByte();

            assertThat(browser.read(second, "a")).isEqualTo("set");
        }
    }

    @Test
    @Tag("G1")
    @DisplayName("changes between writes that do not block are on the other server with each write")
    void nonBlocking() {
        for (int i = 0; i < 5; i++) {
            Browser browser = new Browser();
            browser.write(first, "a", "before");

            browser.run(first, web -> {
                HttpSession session = web.session();
                AsyncContext async = web.request().startAsync();
                ServletOutputStream out = web.response().getOutputStream();
                out.setWriteListener(new WriteListener() {
                    @Override
                    public void onWritePossible() throws IOException {
                        out.write(new byte[100]);
                        out.flush();
                        session.setAttribute("a", "set");
                        async.complete();
                    }

                    @Override
                    public void onError(Throwable failure) {
                        async.complete();
                    }
                });
            });

            assertThat(browser.read(second, "a")).isEqualTo("set");
        }
    }

    @Test
    @Tag("G1")
    @DisplayName("a session that only a thread of the application uses is saved before the response is complete")
    void threadOfTheApplication() {
        Browser browser = new Browser();
        browser.write(first, "a", "before");

        browser.run(first, web -> {
            AsyncContext async = web.request().startAsync();
            new Thread(() -> {
                        try {
                            web.set("a", "set");
                            web.print("done");
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        } finally {
                            async.complete();
                        }
                    })
                    .start();
        });

        assertThat(browser.read(second, "a")).isEqualTo("set");
    }

    @Test
    @DisplayName("an attribute that the filters exclude stays on its server and is there in the next request")
    void excludedAttributes() {
        Browser browser = new Browser();
        Thread local = Thread.currentThread();
        browser.run(first, web -> {
            web.set("a", "1");
            web.set("local.thread", local);
        });

        assertThat(browser.read(first, "local.thread")).isEqualTo(local.toString());
        assertThat(browser.read(second, "local.thread")).isEqualTo("null");
        assertThat(browser.read(second, "a")).isEqualTo("1");
    }

    @Test
    @DisplayName("what stays on its server stays as long as a request uses the session, and then until it expires")
    void stateDuringALongRequest() throws IOException {
        GridManager manager =
                (GridManager) ((Context) servers.first().tomcat().getHost().findChild("")).getManager();
        Browser browser = new Browser();
        browser.run(first, web -> web.set("local", "here"));
        try (Gate gate = new Gate();
                RawExchange held = browser.open(first, web -> {
                    web.print(web.get("local"));
                    gate.pass();
                })) {
            gate.awaitArrival();

            manager.forgetUnusedAt(manager.now().plus(Duration.ofDays(1)));

            assertThat(browser.read(first, "local")).isEqualTo("here");
            gate.open();
            held.complete();
        }
        await().until(() -> {
            manager.forgetUnusedAt(manager.now().plus(Duration.ofDays(1)));
            return manager.localStates().size() == 0;
        });
    }

    @Test
    @DisplayName("these tests run on the Tomcat that they are meant for")
    void version() {
        assertThat(ServerInfo.getServerNumber()).startsWith(System.getProperty("tomcat.version", "11."));
    }
}
