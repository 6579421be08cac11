package io.sessiongrid.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What may be set about the sessions of one application.
 *
 * @param timeout the longest that a request waits for another request of the same session on this server
 * @param sticky servers trust their copies of sessions whose id names them, and tell each other which not to trust
 * @param touchInterval null: a twentieth of the max inactive interval, at most a minute
 * @param maxLiveSessions copies kept between requests; null: as many as fit into a tenth of the heap
 * @param principalAttribute the attribute that names the user; null if none does
 * @param maxLifetime how long a session lives at most, used or not; zero: there is no such limit
 * @param sweepInterval how long one search of the grid for expired sessions takes
 * @param mostLocalSessions how many sessions this server goes on to serve by itself while the grid is away; null: none
 */
public record SessionRules(
        Duration timeout,
        boolean sticky,
        @Nullable Duration touchInterval,
        ChangeDetection detectChanges,
        UnreadableAttributes unreadableAttributes,
        @Nullable Long maxLiveSessions,
        Duration liveSessionIdle,
        @Nullable String principalAttribute,
        Duration maxLifetime,
        Duration sweepInterval,
        @Nullable Integer mostLocalSessions) {
    private static final Duration LONGEST_TOUCH_INTERVAL = Duration.ofMinutes(1);
    private static final int TOUCHES_PER_LIFE = 20;

    /** How coarse the last accessed time in the grid may be for sessions of this max inactive interval. */
    Duration touchIntervalFor(Duration maxInactiveInterval) {
        if (touchInterval != null) {
            return touchInterval;
        }
        Duration share = maxInactiveInterval.dividedBy(TOUCHES_PER_LIFE);
        boolean longest = share.isZero() || share.isNegative() || share.compareTo(LONGEST_TOUCH_INTERVAL) > 0;
        return longest ? LONGEST_TOUCH_INTERVAL : share;
    }
}
