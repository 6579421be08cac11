package io.sessiongrid.session;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * How long a session lives unused.
 *
 * @param maxInactiveInterval as {@code HttpSession.setMaxInactiveInterval}; zero or negative: for ever
 * @param touchInterval how far the last accessed time in the grid may lag behind the truth; an expiry waits that much
 *     longer, so that it is never early (G7)
 */
public record Lifetime(Duration maxInactiveInterval, Duration touchInterval) {
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    /** All negative intervals are alike, and milliseconds are what travels. */
    public Lifetime {
        maxInactiveInterval =
                maxInactiveInterval.isNegative() ? FOR_EVER : maxInactiveInterval.truncatedTo(ChronoUnit.MILLIS);
        touchInterval = touchInterval.truncatedTo(ChronoUnit.MILLIS);
    }

    /** False for a session that never expires. */
    public boolean isMortal() {
        return !maxInactiveInterval.isZero() && !maxInactiveInterval.isNegative();
    }
}
