package io.sessiongrid.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The times of a session by the grid's clock. */
public record SessionTimes(Instant creationTime, Instant lastAccessedTime, Lifetime lifetime) {
    /** To milliseconds, which is what travels: owner and backup must hold equal values. */
    public SessionTimes {
        creationTime = creationTime.truncatedTo(ChronoUnit.MILLIS);
        lastAccessedTime = lastAccessedTime.truncatedTo(ChronoUnit.MILLIS);
    }

    /** True if {@code now} is at or past the moment at which the session has been idle for too long. */
    public boolean isExpiredAt(Instant now) {
        return lifetime.isMortal()
                && !now.isBefore(
                        lastAccessedTime.plus(lifetime.maxInactiveInterval()).plus(lifetime.touchInterval()));
    }

    /** True if the last accessed time lags behind {@code now} by the touch interval or more. */
    public boolean isTouchDueAt(Instant now) {
        return !now.isBefore(lastAccessedTime.plus(lifetime.touchInterval()));
    }

    /** The last accessed time moves forward only. */
    SessionTimes accessedAt(Instant now) {
        return now.isAfter(lastAccessedTime) ? new SessionTimes(creationTime, now, lifetime) : this;
    }

    SessionTimes with(Lifetime newLifetime) {
        return new SessionTimes(creationTime, lastAccessedTime, newLifetime);
    }
}
