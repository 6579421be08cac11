package io.sessiongrid.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The times of a session by the grid's clock. */
public record SessionTimes(Instant creationTime, Instant lastAccessedTime, Lifetime lifetime) {
    /** To milliseconds, which is what travels: owner and backup must hold equal values. */
    public SessionTimes {
        creationTime = creationTime.truncatedTo(ChronoUnit.MILLIS);
        lastAccessedTime = lastAccessedTime.truncatedTo(ChronoUnit.MILLIS);
    }

    /** True if {@code now} is at or past the moment at which the session has been idle, or has lived, for too long. */
    public boolean isExpiredAt(Instant now) {
        Duration left = timeLeft(now);
        return left != null && (left.isZero() || left.isNegative());
    }

    /** How long the session will live if nobody uses it; null if for ever, and not positive if it is past its time. */
    public @Nullable Duration timeLeft(Instant now) {
        Instant idle = lastAccessedTime.plus(lifetime.maxInactiveInterval()).plus(lifetime.touchInterval());
        Instant old = creationTime.plus(lifetime.maxLifetime());
        if (lifetime.maxLifetime().isZero()) {
            return lifetime.isMortal() ? Duration.between(now, idle) : null;
        }
        return Duration.between(now, lifetime.isMortal() && idle.isBefore(old) ? idle : old);
    }

    /** True if the last accessed time lags behind {@code now} by the touch interval or more. */
    public boolean isTouchDueAt(Instant now) {
        return !now.isBefore(lastAccessedTime.plus(lifetime.touchInterval()));
    }

    /** The last accessed time moves forward only. */
    public SessionTimes accessedAt(Instant now) {
        return now.isAfter(lastAccessedTime) ? new SessionTimes(creationTime, now, lifetime) : this;
    }

    SessionTimes with(Lifetime newLifetime) {
        return new SessionTimes(creationTime, lastAccessedTime, newLifetime);
    }
}
