package io.sessiongrid.demo.proxy;

import io.sessiongrid.demo.process.Event;
import io.sessiongrid.demo.process.Jvm;
import io.sessiongrid.demo.process.Processes;
import io.sessiongrid.demo.process.State;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/** The processes as a piece of a page, and as data for the script that keeps the piece up to date. */
final class Panel {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Processes processes;
    private final String token;

    /** @param token what the forms must bring along */
    Panel(Processes processes, String token) {
        this.processes = processes;
        this.token = token;
    }

    String html() {
        return """
                <div id="panel">
                <p id="copies" role="status">%s</p>
                <ul class="processes">
                %s
                </ul>
                <h3 id="events-title">What happened</h3>
                <ol id="events" role="log" aria-labelledby="events-title">
                %s
                </ol>
                </div>""".formatted(
                        copies(),
                        processes.all().stream().map(this::row).collect(Collectors.joining("\n")),
                        processes.story().latest().stream()
                                .map(event -> "<li>" + text(event) + "</li>")
                                .collect(Collectors.joining("\n")));
    }

    private String row(Jvm jvm) {
        State state = jvm.state();
        return """
                <li id="process-%1$s" data-state="%3$s">
                <span class="name">%2$s</span> <span class="state">%3$s</span>
                %4$s %5$s
                </li>""".formatted(
                        jvm.name(),
                        jvm.title(),
                        state.title(),
                        button("kill", "Kill", jvm, state != State.DOWN),
                        button("restart", "Restart", jvm, state == State.DOWN));
    }

    private String button(String action, String label, Jvm jvm, boolean enabled) {
        return """
                <form method="post" action="/control/%1$s"><input type="hidden" name="token" value="%2$s">\
                <input type="hidden" name="name" value="%3$s"><button aria-label="%4$s %5$s" aria-disabled="%6$s">%4$s</button></form>""".formatted(action, token, jvm.name(), label, jvm.title(), !enabled);
    }

    /** All texts are ours, and need no escaping. */
    String json() {
        return "{\"copies\":\"" + copies() + "\",\"processes\":{"
                + processes.all().stream()
                        .map(jvm -> "\"" + jvm.name() + "\":\"" + jvm.state().title() + "\"")
                        .collect(Collectors.joining(","))
                + "},\"events\":["
                + processes.story().latest().stream()
                        .map(event -> "\"" + text(event) + "\"")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private String copies() {
        return processes.hasTwoCopies()
                ? "Every session is on both members."
                : "Not every session is on both members now: another loss of a member would cost sessions.";
    }

    private static String text(Event event) {
        return TIME.format(event.at()) + " " + event.text();
    }
}
