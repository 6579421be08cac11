package io.sessiongrid.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The times of a session by the grid's clock, in little memory: members keep millions. Immutable. */
public final class SessionTimes {
    /** The sessions of an application have few different ones. */
    private static final Shared<Lifetime> LIFETIMES = new Shared<>();

    /** To milliseconds, which is what travels: owner and backup must hold equal values. */
    private final long created;

    private final long accessed;
    private final Lifetime lifetime;

    public SessionTimes(Instant creationTime, Instant lastAccessedTime, Lifetime lifetime) {
        this(creationTime.toEpochMilli(), lastAccessedTime.toEpochMilli(), LIFETIMES.of(lifetime));
    }

    private SessionTimes(long created, long accessed, Lifetime lifetime) {
        this.created = created;
        this.accessed = accessed;
        this.lifetime = lifetime;
    }

    public Instant creationTime() {
        return Instant.ofEpochMilli(created);
    }

    public Instant lastAccessedTime() {
        return Instant.ofEpochMilli(accessed);
    }

    public Lifetime lifetime() {
        return lifetime;
    }

    /** True if {@code now} is at or past the moment at which the session has been idle, or has lived, for too long. */
    public boolean isExpiredAt(Instant now) {
        Duration left = timeLeft(now);
        return left != null && (left.isZero() || left.isNegative());
    }

    /** How long the session will live if nobody uses it; null if for ever, and not positive if it is past its time. */
    public @Nullable Duration timeLeft(Instant now) {
        Instant idle = lastAccessedTime().plus(lifetime.maxInactiveInterval()).plus(lifetime.touchInterval());
        Instant old = creationTime().plus(lifetime.maxLifetime());
        if (lifetime.maxLifetime().isZero()) {
            return lifetime.isMortal() ? Duration.between(now, idle) : null;
        }
        return Duration.between(now, lifetime.isMortal() && idle.isBefore(old) ? idle : old);
    }

    /** True if the last accessed time lags behind {@code now} by the touch interval or more. */
    public boolean isTouchDueAt(Instant now) {
        return !now.isBefore(lastAccessedTime().plus(lifetime.touchInterval()));
    }

    /** The last accessed time moves forward only. */
    public SessionTimes accessedAt(Instant now) {
        return now.isAfter(lastAccessedTime()) ? new SessionTimes(created, now.toEpochMilli(), lifetime) : this;
    }

    SessionTimes with(Lifetime newLifetime) {
        return new SessionTimes(created, accessed, LIFETIMES.of(newLifetime));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionTimes that
                && created == that.created
                && accessed == that.accessed
                && lifetime.equals(that.lifetime);
    }

    @Override
    public int hashCode() {
        return Objects.hash(created, accessed, lifetime);
    }

    @Override
    public String toString() {
        return "created " + creationTime() + ", accessed " + lastAccessedTime() + ", " + lifetime;
    }
}
