package io.sessiongrid.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * To what a change of that of a session gives way which it has once; all times are by the grid's clock.
 *
 * @param lifetime a change of the lifetime gives way to one that others have made since; null: to none
 * @param user likewise of the user
 * @param known of what others have done since, the sender knows nothing: all gives way to that if it is executed too
 *     late
 */
public record GivingWay(
        @Nullable Instant lifetime, @Nullable Instant user, Instant known) {
    /** Of changes that are made now, and in time. */
    public static final GivingWay TO_NOTHING = new GivingWay(null, null, SessionStore.ALWAYS);

    /** For changes that come too late. */
    GivingWay all() {
        return new GivingWay(earlier(lifetime), earlier(user), known);
    }

    private Instant earlier(@Nullable Instant since) {
        return since == null || known.isBefore(since) ? known : since;
    }

    boolean ofLifetime(LastChanges changes, long writer) {
        return isSince(lifetime, changes.lifetime(), writer);
    }

    boolean ofUser(LastChanges changes, long writer) {
        return isSince(user, changes.user(), writer);
    }

    private static boolean isSince(@Nullable Instant moment, @Nullable WriteStamp last, long writer) {
        return moment != null
                && last != null
                && last.writer() != writer
                && last.time().isAfter(moment);
    }
}
