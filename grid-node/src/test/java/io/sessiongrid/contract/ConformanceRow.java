package io.sessiongrid.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A row of the page docs/servlet-conformance.md.
 *
 * @param text all of it
 * @param holders the tests in its column {@code held by}
 * @param named all tests that it names
 */
record ConformanceRow(String text, List<Named> holders, List<Named> named) {
    /** A module's tests run in its folder. */
    static final Path REPOSITORY = Path.of("..");

    private static final Path PAGE = REPOSITORY.resolve("docs/servlet-conformance.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final String HOLDERS = "held by";

    ConformanceRow {
        holders = List.copyOf(holders);
        named = List.copyOf(named);
    }

    /** A test as the page names it. */
    record Named(String type, String method) {
        @Override
        public String toString() {
            return type + "#" + method;
        }
    }

    static List<ConformanceRow> ofPage() {
        List<ConformanceRow> rows = new ArrayList<>();
        int column = -1;
        for (String line : lines()) {
            List<String> cells = List.of(line.split("\\|", -1));
            if (!line.startsWith("|")) {
                column = -1;
            } else if (column < 0) {
                column = cells.stream().map(String::strip).toList().indexOf(HOLDERS);
            } else if (!line.startsWith("|--")) {
                rows.add(new ConformanceRow(line, named(cells.get(column)), named(line)));
            }
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Named> named(String text) {
        return TEST.matcher(text)
                .results()
                .map(test -> new Named(test.group(1), test.group(2)))
                .toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
