package io.sessiongrid.session;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * When that of a session was written last which it has once, for the merge of two halves of a split grid; attributes
 * have stamps of their own.
 *
 * @param lifetime null if not since the creation; so are the others
 * @param user who is logged in
 * @param secret the id
 * @param end somebody ended the session, which is not merely past its time; the session is claimed since then
 */
public record LastChanges(
        @Nullable WriteStamp lifetime,
        @Nullable WriteStamp user,
        @Nullable WriteStamp secret,
        @Nullable WriteStamp end) {
    /** Of a session of which nothing was changed but attributes. */
    public static final LastChanges NONE = new LastChanges(null, null, null, null);

    /** What was not written since the creation is older than all else. */
    static final Comparator<@Nullable WriteStamp> AGE = Comparator.nullsFirst(Comparator.naturalOrder());

    /** Null if the delta changes nothing of it. What came late was written when it says. */
    @Nullable
    LastChanges with(SessionDelta delta, WriteStamp stamp) {
        GivingWay way = delta.givingWay();
        return delta.lifetime() == null && delta.user() == null
                ? null
                : new LastChanges(
                        delta.lifetime() == null ? lifetime : written(way.lifetime(), stamp),
                        delta.user() == null ? user : written(way.user(), stamp),
                        secret,
                        end);
    }

    private static WriteStamp written(@Nullable Instant since, WriteStamp stamp) {
        return since == null ? stamp : new WriteStamp(since, stamp.writer());
    }

    LastChanges withSecret(WriteStamp stamp) {
        return new LastChanges(lifetime, user, stamp, end);
    }

    LastChanges withEnd(WriteStamp stamp) {
        return new LastChanges(lifetime, user, secret, stamp);
    }

    /** The later of each. */
    LastChanges latest(LastChanges that) {
        return new LastChanges(
                later(lifetime, that.lifetime),
                later(user, that.user),
                later(secret, that.secret),
                later(end, that.end));
    }

    private static @Nullable WriteStamp later(@Nullable WriteStamp one, @Nullable WriteStamp other) {
        return AGE.compare(one, other) < 0 ? other : one;
    }
}
