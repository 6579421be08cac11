package io.sessiongrid.server;

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

    /** How bad it is. */
    enum Level {
        /** Sessions will be lost, or nothing will start. */
        ERROR,
        /** It works until something happens. */
        WARN
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
                        parts.group("remedy"))
                : new Finding(level, origin, sentence, "correct it");
    }

    /** Three lines for people. */
    @Override
    public String toString() {
        return "%-5s %s%n      %s%n      Remedy: %s".formatted(level, where, what, remedy);
    }
}
