package io.sessiongrid.tomcat.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people read of a run, in Markdown. */
public final class RunReport {
    private final List<String> lines = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();

    /** What happened while there was a fault of one kind. */
    private record Row(int times, int refused, int lost, Duration trouble) {
        Row plus(Row other) {
            return new Row(
                    times + other.times,
                    refused + other.refused,
                    lost + other.lost,
                    trouble.compareTo(other.trouble) > 0 ? trouble : other.trouble);
        }
    }

    private final Map<String, Row> faults = new LinkedHashMap<>();

    /**
     * Something was done to the grid or a server, and undone.
     *
     * @param took until all was well again
     */
    public void fault(String kind, int refused, int lost, Duration took) {
        faults.merge(kind, new Row(1, refused, lost, took), Row::plus);
    }

    public void line(String text) {
        lines.add(text);
    }

    /** A message of a process that somebody should read. */
    public void logged(String message) {
        logged.add(message);
    }

    /** The numbers, and all violations. */
    public String text(Tally tally) {
        List<String> text = new ArrayList<>(lines);
        text.addAll(List.of("", "| operation | answered | refused | lost | not sent |", "|---|---|---|---|---|"));
        tally.operations().forEach((operation, fates) -> text.add(row(operation, fates)));
        text.addAll(List.of(
                "",
                "| fault | times | requests refused | lost | longest until all was well |",
                "|---|---|---|---|---|"));
        faults.forEach((kind, row) -> text.add(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %s |",
                kind,
                row.times(),
                row.refused(),
                row.lost(),
                seconds(row.trouble()))));
        text.add("");
        text.add("- longest request that was answered with success: " + seconds(tally.longestAnswered()));
        text.add("- longest request of all: " + seconds(tally.longest()) + " (" + tally.longestSays() + ")");
        text.add("- longest request to a server that stood still, ended or started: "
                + seconds(tally.longestWhileUnwell()));
        tally.events().forEach((event, times) -> text.add("- " + event + ": " + times));
        text.add("- errors in the logs of the processes: " + (logged.isEmpty() ? "none" : ""));
        logged.forEach(message -> text.add("  - `" + message + "`"));
        text.add("- **violations: " + tally.violations().size() + "**");
        tally.violations().forEach(violation -> text.add("\n```\n" + violation + "\n```"));
        return String.join("\n", text) + "\n";
    }

    private static String row(String operation, Map<Fate, Integer> fates) {
        StringBuilder row = new StringBuilder("| " + operation);
        for (Fate fate : Fate.values()) {
            row.append(" | ").append(fates.getOrDefault(fate, 0));
        }
        return row.append(" |").toString();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
