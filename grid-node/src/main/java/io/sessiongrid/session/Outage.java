package io.sessiongrid.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time in which no app server of an application gave the grid a sign of life, by the grid's clock: nobody could use a
 * session, so nobody is logged out because of it (G7).
 */
public record Outage(Instant from, Instant to) {
    /** What is shorter may be a server that is slow. */
    public static final Duration SHORTEST = Duration.ofSeconds(15);

    /** Of a longer one only so much is made good, so that no session outlives an application for long. */
    public static final Duration LONGEST = Duration.ofHours(2);

    /** To milliseconds, which is what travels. */
    public Outage {
        from = from.truncatedTo(ChronoUnit.MILLIS);
        to = to.truncatedTo(ChronoUnit.MILLIS);
    }

    /** True for a silence that is long enough to be one. */
    public boolean isLong() {
        return length().compareTo(SHORTEST) > 0;
    }

    /**
     * The times of a session as if the outage had taken none: those that it had at the beginning, moved to the end. The
     * same times for one that was used since, or had ended before.
     */
    SessionTimes forgivenTo(SessionTimes times) {
        Instant used = times.lastAccessedTime();
        // Some sessions could still be used after the last sign of life; none is forgiven twice.
        Instant began = from.plus(SHORTEST);
        if (!used.isBefore(began) || times.isExpiredAt(from)) {
            return times;
        }
        Duration length = length();
        Instant moved = used.plus(length.compareTo(LONGEST) > 0 ? LONGEST : length);
        return times.accessedAt(moved.isAfter(to) ? to : moved.isBefore(began) ? began : moved);
    }

    private Duration length() {
        return Duration.between(from, to);
    }
}
