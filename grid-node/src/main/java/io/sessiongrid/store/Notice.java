package io.sessiongrid.store;

import io.sessiongrid.session.Claim;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message of the topic of {@link Revocations}.
 *
 * @param key of the session that it is about
 * @param writer the app server that used the session
 */
record Notice(String key, long writer, News news) {
    /** About all sessions: two halves of a split grid have come together. */
    static final Notice MERGED = new Notice("*", Claim.NOBODY, News.MERGED);

    /** What has happened; the last word, unless it is {@code USED}. */
    enum News {
        USED,
        SHORTER,
        MERGED;

        /** Later releases may have others. */
        private static News of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each != USED && each.word().equals(word))
                    .findFirst()
                    .orElse(USED);
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Null if the text is none. Later releases may add words at its end. */
    static @Nullable Notice parse(String text) {
        String[] words = text.split(" ", -1);
        try {
            long writer = Long.parseLong(words[0]);
            return words.length < 2 || words[1].isEmpty()
                    ? null
                    : new Notice(words[1], writer, words.length > 2 ? News.of(words[2]) : News.USED);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    String text() {
        return writer + " " + key + (news == News.USED ? "" : " " + news.word());
    }
}
