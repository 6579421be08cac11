package io.sessiongrid.store;

import org.jspecify.annotations.Nullable;

/**
 * A message of the topic of {@link Revocations}.
 *
 * @param writer the app server that used the session
 * @param shorter true if it is about the life of the session, and not about its use
 */
record Notice(String key, long writer, boolean shorter) {
    private static final String SHORTER = "shorter";

    /** Null if the text is none. Later releases may add words at its end. */
    static @Nullable Notice parse(String text) {
        String[] words = text.split(" ", -1);
        try {
            long writer = Long.parseLong(words[0]);
            return words.length < 2 || words[1].isEmpty()
                    ? null
                    : new Notice(words[1], writer, words.length > 2 && words[2].equals(SHORTER));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    String text() {
        return writer + " " + key + (shorter ? " " + SHORTER : "");
    }
}
