package io.sessiongrid.bench.report;

import io.sessiongrid.bench.contender.Contender;
import io.sessiongrid.bench.contender.Routing;
import io.sessiongrid.bench.load.Cell;
import io.sessiongrid.bench.load.CellResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Puts the figures of a run into a page that people have written: between its marks, and nowhere else. */
public final class Page {
    private static final String BEGIN = "<!-- figures of the last run: written by bench/run -->";
    private static final String END = "<!-- end of the figures -->";

    private final Results results;
    private final List<String> facts;

    /** @param facts about the run, for example which machine it was */
    public Page(Results results, List<String> facts) {
        this.results = results;
        this.facts = facts;
    }

    /** Throws {@link IllegalStateException} if the page has no marks. */
    public void update(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has no \"" + BEGIN + "\" with \"" + END + "\" after it");
        }
        Files.writeString(
                page, text.substring(0, begin + BEGIN.length()) + "\n\n" + figures() + "\n" + text.substring(end));
    }

    private String figures() {
        StringBuilder text = new StringBuilder();
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append(String.format(
                Locale.ROOT,
                "- Noise: the cell of %s measured twice differed by up to %.0f %%.%n",
                "32 KB with 20 % writes",
                results.noise() * 100));
        text.append(killed());
        for (Cell cell : cells()) {
            text.append(table(cell));
        }
        return text.toString();
    }

    /** Each kind of load but for the share of writes. */
    private List<Cell> cells() {
        return results.measurements().stream()
                .map(measured -> measured.result().cell())
                .map(cell -> new Cell(cell.routing(), cell.bytes(), 0, cell.contentLength()))
                .distinct()
                .toList();
    }

    private String table(Cell kind) {
        Set<Integer> writes = new TreeSet<>();
        List<Measurement> rows = new ArrayList<>();
        for (Measurement measured : results.measurements()) {
            Cell cell = measured.result().cell();
            if (new Cell(cell.routing(), cell.bytes(), 0, cell.contentLength()).equals(kind)) {
                writes.add(cell.writes());
                rows.add(measured);
            }
        }
        StringBuilder text = new StringBuilder("\n### " + title(kind) + "\n\n");
        text.append(
                "| contender | writes | requests/s | ratio | p50 µs | p99 µs | CPU µs | of it stores | KB | stale | lost | failed |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (int percent : writes) {
            rows.stream().filter(row -> row.result().cell().writes() == percent).forEach(row -> text.append(line(row)));
        }
        return text.toString();
    }

    private static String title(Cell kind) {
        return kind.routing().title() + ", " + kind.bytes() / 1024 + " KB"
                + (kind.contentLength() ? ", Content-Length set by the servlet" : "");
    }

    private static String line(Measurement measured) {
        CellResult result = measured.result();
        return String.format(
                Locale.ROOT,
                "| %s | %d %% | %,.0f | %s%.2f%s | %.0f | %.0f | %.0f | %.0f | %.1f | %s | %s | %s |%n",
                measured.contender().name(),
                result.cell().writes(),
                result.requestsPerSecond(),
                measured.isWrong() ? "~~" : "",
                measured.ratio(),
                measured.isWrong() ? "~~" : "",
                result.tally().percentile(50),
                result.tally().percentile(99),
                result.totalCpuMicros(),
                result.storesCpuMicros(),
                result.bytes() / 1024,
                strong(result.tally().staleAnswers()),
                strong(result.tally().lostSessions()),
                strong(result.tally().failedRequests()));
    }

    private static String strong(long wrong) {
        return wrong == 0 ? "0" : "**" + wrong + "**";
    }

    private String killed() {
        if (results.failures().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("""

                ### One server killed under load (320 sessions, every request writes)

                | contender | sessions lost | answered writes lost |
                |---|---|---|
                """);
        results.failures()
                .forEach((contender, tally) -> text.append("| ")
                        .append(contender.name())
                        .append(" | ")
                        .append(strong(tally.lostSessions()))
                        .append(" | ")
                        .append(strong(tally.staleAnswers()))
                        .append(" |\n"));
        return text.toString();
    }

    /** The names of the contenders in this routing that are no limits, for charts. */
    static List<Contender> contenders(Results results, Routing routing) {
        return results.measurements().stream()
                .filter(measured -> measured.result().cell().routing() == routing)
                .map(Measurement::contender)
                .filter(contender -> !contender.isLimit())
                .distinct()
                .collect(Collectors.toList());
    }
}
