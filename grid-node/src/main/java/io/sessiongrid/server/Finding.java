package io.sessiongrid.server;

import io.sessiongrid.node.GridSettingsException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that doctor found.
 *
 * @param where file and line, member, or machine
 * @param what was found, and what it does
 * @param remedy what to change
 */
record Finding(Level level, String where, String what, String remedy) {
    private static final Pattern SENTENCE =
            Pattern.compile("(?:[^ :]+(?<place> line \\d+)?: )?(?<what>.*); (?<remedy>[^;]*)");
    private static final Pattern FILE = Pattern.compile(
            "Could not (?<why>use|read) the Hazelcast configuration (?<file>.*?)(?<line> line \\d+)?: (?<what>.*)");

    /** How bad it is. */
    enum Level {
        /** Sessions will be lost, or nothing will start. */
        ERROR,
        /** It works until something happens. */
        WARN,
        /** It does no harm, but may not be what somebody believes. */
        NOTE
    }

    static Finding error(String where, String what, String remedy) {
        return new Finding(Level.ERROR, where, what, remedy);
    }

    static Finding warn(String where, String what, String remedy) {
        return new Finding(Level.WARN, where, what, remedy);
    }

    /** From a sentence of {@link io.sessiongrid.store.SessionMapCheck}, which has all of it. */
    static Finding of(Level level, String origin, String sentence) {
        Matcher parts = SENTENCE.matcher(sentence);
        return parts.matches()
                ? new Finding(
                        level,
                        parts.group("place") == null ? origin : origin + parts.group("place"),
                        parts.group("what"),
                        parts.group("remedy").replaceFirst("^expected ", "write "))
                : new Finding(level, origin, sentence, "correct it");
    }

    /** Why a configuration or the settings are refused. */
    static List<Finding> of(GridSettingsException refused) {
        return refused.problems().stream().map(Finding::ofRefusal).toList();
    }

    private static Finding ofRefusal(String problem) {
        Matcher file = FILE.matcher(problem);
        if (!file.matches()) {
            return of(Level.ERROR, "settings", problem);
        }
        if (file.group("why").equals("read")) {
            return error(file.group("file"), file.group("what"), "correct where the configuration is looked for");
        }
        boolean hasLine = file.group("line") != null;
        return error(
                file.group("file") + (hasLine ? file.group("line") : ""),
                file.group("what"),
                hasLine ? "correct this line" : "correct what it names; Hazelcast does not say at which line that is");
    }

    /** Three lines for people. */
    @Override
    public String toString() {
        return "%-5s %s%n      %s%n      Remedy: %s".formatted(level, where, what, remedy);
    }
}
