package io.sessiongrid.demo.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What the proxy shows of its own. */
final class Pages {
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
                    + " img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/control/style.css">
            <script src="/control/panel.js" defer></script>
            </head>
            <body>
            <header>
            <h1>%1$s</h1>
            <p>%2$s</p>
            <p><a class="button" href="/">Go to the shop</a></p>
            </header>
            <main>
            <section id="processes" aria-labelledby="processes-title">
            <h2 id="processes-title">Processes</h2>
            %3$s
            </section>
            </main>
            </body>
            </html>
            """;

    private Pages() {}

    static String failure(String title, String text) {
        return PAGE.formatted(title, text, "<p><a href=\"/control/\">Show, kill and restart the processes</a></p>");
    }

    static String control(String panel) {
        return PAGE.formatted("Processes of the demo", "Kill what you like; the sessions stay.", panel);
    }

    /** A file that lies beside this class. */
    static String file(String name) {
        try (InputStream in = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + name, e);
        }
    }
}
