package io.sessiongrid.node;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which name somebody meant who wrote another. */
public final class Spelling {
    /** Beyond a third of its length, a name is another name rather than a slip. */
    private static final int LETTERS_PER_SLIP = 3;

    private Spelling() {}

    /** The one of {@code names} that is most like {@code spelling}; null if none is. */
    public static @Nullable String nearest(String spelling, Collection<String> names) {
        String lower = lowerCase(spelling);
        return names.stream()
                .filter(name -> slips(lowerCase(name), lower) <= Math.max(1, name.length() / LETTERS_PER_SLIP))
                .min(Comparator.comparingInt(name -> slips(lowerCase(name), lower)))
                .orElse(null);
    }

    /** The number of letters to insert, leave out or change (Levenshtein). */
    private static int slips(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int changed = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(diagonal, row[column - 1]));
            }
        }
        return row[to.length()];
    }

    private static String lowerCase(String text) {
        return text.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
