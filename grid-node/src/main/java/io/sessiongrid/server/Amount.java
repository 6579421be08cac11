package io.sessiongrid.server;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them. */
final class Amount {
    private static final long KILO = 1024;

    private Amount() {}

    /** For example "12.5 MB". */
    static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double rest = bytes;
        int unit = -1;
        while (rest >= KILO) {
            rest /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %sB", rest, "kMGTP".charAt(unit));
    }

    /** Two units at most, for example "3 h 20 min". */
    static String time(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }

    static String percent(double ratio) {
        return Math.round(ratio * 100) + " %";
    }
}
