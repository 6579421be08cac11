package io.sessiongrid.session;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long a session lives unused.
 *
 * @param maxInactiveInterval as {@code HttpSession.setMaxInactiveInterval}; zero or negative: for ever
 * @param touchInterval how far the last accessed time in the grid may lag behind the truth; an expiry waits that much
 *     longer, so that it is never early (G7)
 * @param maxLifetime how long it lives at most from its creation on, used or not; zero: there is no such limit
 */
public record Lifetime(Duration maxInactiveInterval, Duration touchInterval, Duration maxLifetime) {
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    /** All negative intervals are alike, and milliseconds are what travels. */
    public Lifetime {
        maxInactiveInterval =
                maxInactiveInterval.isNegative() ? FOR_EVER : maxInactiveInterval.truncatedTo(ChronoUnit.MILLIS);
        touchInterval = touchInterval.truncatedTo(ChronoUnit.MILLIS);
        maxLifetime = maxLifetime.isNegative() ? Duration.ZERO : maxLifetime.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Without a limit from its creation on. */
    public Lifetime(Duration maxInactiveInterval, Duration touchInterval) {
        this(maxInactiveInterval, touchInterval, Duration.ZERO);
    }

    /** False for a session that never expires, however long it is not used. */
    public boolean isMortal() {
        return !maxInactiveInterval.isZero() && !maxInactiveInterval.isNegative();
    }
}
