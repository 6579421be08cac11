package io.sessiongrid.node;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Hazelcast from filling the disk, or burying what matters. Of what one of its classes repeats a few lines a
 * minute are enough.
 */
public final class FloodGate implements Filter {
    private static final int LINES = 10;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Where a client says, of each address and several times a second, that nobody answers there. */
    private static final String CONNECTIONS = "com.hazelcast.client.impl.connection.ClientConnectionManager";

    private static final List<String> REPEATED = List.of(
            "Trying to connect to ",
            "Exception during initial connection to ",
            "Unable to get live cluster connection");

    private final Predicate<LogRecord> floods;
    private final Map<String, Period> periods = new HashMap<>();

    /** What a logger has said since {@code begin}. */
    private record Period(Instant begin, int lines) {}

    private FloodGate(Predicate<LogRecord> floods) {
        this.floods = floods;
    }

    /**
     * For all that a member logs: of every operation that it cannot read it says so, and anyone in the grid's network
     * can send any number of them.
     */
    public static FloodGate ofMember() {
        return new FloodGate(record -> record.getLoggerName() != null
                && record.getLoggerName().startsWith("com.hazelcast.")
                && record.getLevel().intValue() >= Level.WARNING.intValue());
    }

    /**
     * For what a client that looks for members says of each attempt; not of one that succeeds. Has an effect where
     * Hazelcast logs by java.util.logging, as shipped, and nobody has given that logger another filter. Hazelcast must
     * have the logger by now: it is known only as long as somebody holds it.
     */
    static void guardClients() {
        Logger connections = Logger.getLogger(CONNECTIONS);
        if (connections.getFilter() == null) {
            connections.setFilter(ofClient());
        }
    }

    static FloodGate ofClient() {
        return new FloodGate(record -> REPEATED.stream().anyMatch(String.valueOf(record.getMessage())::contains));
    }

    @Override
    public synchronized boolean isLoggable(LogRecord record) {
        if (!floods.test(record)) {
            return true;
        }
        Period now = next(periods.get(record.getLoggerName()), record.getInstant());
        periods.put(record.getLoggerName(), now);
        if (now.lines() == LINES) {
            record.setMessage(record.getMessage() + " (further lines of " + record.getLoggerName()
                    + " are left out for " + PERIOD.toSeconds() + " s)");
        }
        return now.lines() <= LINES;
    }

    private static Period next(@Nullable Period before, Instant now) {
        return before != null && now.isBefore(before.begin().plus(PERIOD))
                ? new Period(before.begin(), before.lines() + 1)
                : new Period(now, 1);
    }
}
