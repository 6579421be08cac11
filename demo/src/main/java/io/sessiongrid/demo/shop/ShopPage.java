package io.sessiongrid.demo.shop;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The shop as a page. Works without scripts; a script adds the processes, which the proxy knows. */
final class ShopPage {
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
                    + " img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final List<String> ARTICLES = List.of("Tea", "Bread", "Honey", "Apples", "Cheese", "Candles");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sessiongrid demo shop</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/control/style.css">
            <script src="/control/panel.js" defer></script>
            </head>
            <body>
            <header>
            <h1>The shop that survives kill -9</h1>
            <p>Your session is kept on two grid members, a copy on each. The proxy sends every request to the other app
            server than the one before.</p>
            </header>
            <main>
            <section aria-labelledby="session-title">
            <h2 id="session-title">This session</h2>
            <dl>
            <div><dt>This page was served by</dt><dd><strong class="server %1$s">%1$s</strong></dd></div>
            <div><dt>Session made on</dt><dd>%2$s at %3$s</dd></div>
            <div><dt>Version of the basket</dt><dd>%4$d</dd></div>
            <div><dt>Session id</dt><dd>changed %5$s</dd></div>
            </dl>
            <div class="actions">
            <a class="button" href="/">Show the page again</a>
            <form method="post" action="/login"><button>Log in (new session id)</button></form>
            </div>
            </section>
            <section id="basket" aria-labelledby="basket-title">
            <h2 id="basket-title">Basket</h2>
            %6$s
            <h3 id="articles-title">Add to the basket</h3>
            <form method="post" action="/basket" class="articles" aria-labelledby="articles-title">
            %7$s
            </form>
            <h3>Latest changes</h3>
            %8$s
            </section>
            <section id="processes" aria-labelledby="processes-title">
            <h2 id="processes-title">Processes</h2>
            <p><a href="/control/">Show, kill and restart the processes</a></p>
            </section>
            </main>
            </body>
            </html>
            """;

    private ShopPage() {}

    static String html(String server, Visit visit, Basket basket) {
        return PAGE.formatted(
                server,
                visit.madeOn(),
                TIME.format(visit.madeAt()),
                basket.version(),
                times(basket.idChanges()),
                contents(basket.quantities()),
                ARTICLES.stream().map(ShopPage::addButton).collect(Collectors.joining("\n")),
                latest(basket.latest()));
    }

    private static String contents(Map<String, Integer> quantities) {
        if (quantities.isEmpty()) {
            return "<p>It is empty.</p>";
        }
        return quantities.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(
                        "\n",
                        "<form method=\"post\" action=\"/basket\">\n<table>\n<thead><tr><th scope=\"col\">Article</th>"
                                + "<th scope=\"col\">Quantity</th><th scope=\"col\">Change</th></tr></thead>\n<tbody>\n",
                        "\n</tbody>\n</table>\n</form>"));
    }

    private static String row(String article, int quantity) {
        return """
                <tr><th scope="row">%1$s</th><td>%2$d</td><td><button name="remove" value="%1$s" \
                aria-label="Remove one %1$s">Remove one</button></td></tr>""".formatted(article, quantity);
    }

    private static String addButton(String article) {
        return "<button name=\"add\" value=\"%1$s\" aria-label=\"Add %1$s\">%1$s</button>".formatted(article);
    }

    private static String latest(List<String> changes) {
        if (changes.isEmpty()) {
            return "<p>None yet.</p>";
        }
        return changes.stream()
                .map(change -> "<li>" + change + "</li>")
                .collect(Collectors.joining("\n", "<ol class=\"latest\">\n", "\n</ol>"));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }
}
