package io.sessiongrid.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Hazelcast from filling the disk, or burying what matters: it logs every operation that it cannot read, and
 * anyone in the grid's network can send any number of them. Of one of its classes a few lines a minute are enough.
 */
final class FloodGate implements Filter {
    private static final String NOISY = "com.hazelcast.";
    private static final int LINES = 10;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Map<String, Period> periods = new HashMap<>();

    /** What a logger has said since {@code begin}. */
    private record Period(Instant begin, int lines) {}

    @Override
    public synchronized boolean isLoggable(LogRecord record) {
        String logger = record.getLoggerName();
        if (logger == null || !logger.startsWith(NOISY)) {
            return true;
        }
        Period now = next(periods.get(logger), record.getInstant());
        periods.put(logger, now);
        if (now.lines() == LINES) {
            record.setMessage(record.getMessage() + " (further lines of " + logger + " are left out for "
                    + PERIOD.toSeconds() + " s)");
        }
        return now.lines() <= LINES || record.getLevel().intValue() < Level.WARNING.intValue();
    }

    private static Period next(@Nullable Period before, Instant now) {
        return before != null && now.isBefore(before.begin().plus(PERIOD))
                ? new Period(before.begin(), before.lines() + 1)
                : new Period(now, 1);
    }
}
