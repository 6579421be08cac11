package io.sessiongrid.session;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes one session of what two halves of a split grid have made of it (G19). Of each attribute, and of all else that
 * is there once, the newest write counts, and a removal is a write; an end counts in any case.
 *
 * <p>Pure, and the same whichever half is named first. "Newest" is by the clock of the grid, which each half had for
 * itself. What it makes has a version that neither half has had, and no copy on an app server is taken for a near one:
 * each is sent all of it by its next call.
 */
public final class HealedSplit {
    private static final Comparator<Lifetime> LONGER = Comparator.comparing(Lifetime::isMortal)
            .reversed()
            .thenComparing(Lifetime::maxInactiveInterval)
            .thenComparing(Lifetime::touchInterval)
            .thenComparing(Lifetime::maxLifetime);

    private static final Comparator<Claim> CLAIMS =
            Comparator.comparing(Claim::until).thenComparing(Claim::claimant);

    private static final Comparator<SessionUser> USERS =
            Comparator.comparing(SessionUser::name).thenComparing(SessionUser::authenticationType);

    private static final Comparator<CommitId> ENDS =
            Comparator.comparing(CommitId::writer).thenComparing(CommitId::sequence);

    private static final Comparator<SecretHash> SECRETS =
            (one, other) -> Arrays.compareUnsigned(one.array(), other.array());

    private final SessionRecord one;
    private final SessionRecord other;

    private HealedSplit(SessionRecord one, SessionRecord other) {
        this.one = one;
        this.other = other;
    }

    /**
     * The session as both halves have it from now on.
     *
     * @param now by the grid's clock, for a session that one half took for past its time while the other used it
     */
    public static SessionRecord merge(SessionRecord one, SessionRecord other, Instant now) {
        return one.equals(other) ? one : new HealedSplit(one, other).merge(now);
    }

    private SessionRecord merge(Instant now) {
        int byBirth = one.times().creationTime().compareTo(other.times().creationTime());
        if (byBirth != 0) {
            // Two sessions: in the half that has the later one, the earlier one had ended.
            return onlyKept(byBirth > 0 ? one : other);
        }
        return one.ended() || other.ended() ? trace() : alive(now);
    }

    private long version() {
        return Math.max(one.version(), other.version()) + 1;
    }

    private SessionRecord onlyKept(SessionRecord kept) {
        AttributeTable attributes = kept.attributes();
        return new SessionRecord(
                version(),
                kept.secretHash(),
                kept.times(),
                new AttributeTable(attributes.present(), attributes.removed(), version() - 1),
                kept.commits(),
                kept.user(),
                kept.ended(),
                kept.claim(),
                kept.lastChanges());
    }

    /** Whatever the other half did meanwhile: who logs out is logged out. The trace stays as long as the longer one. */
    private SessionRecord trace() {
        CommitId end = greatest(one.endedBy(), other.endedBy(), ENDS);
        RecentCommits commits = one.commits().union(other.commits());
        return new SessionRecord(
                version(),
                greatest(SessionRecord::secretHash, SECRETS),
                lastUsed().with(greatest(record -> record.times().lifetime(), LONGER)),
                AttributeTable.EMPTY,
                end == null ? commits : commits.with(end),
                SessionUser.NOBODY,
                true,
                null,
                LastChanges.NONE);
    }

    private SessionRecord alive(Instant now) {
        boolean same = one.attributes().equals(other.attributes());
        long version = same ? version() - 1 : version();
        return new SessionRecord(
                version,
                secret(),
                times(),
                same ? one.attributes() : HealedAttributes.merge(one, other, version),
                one.commits().union(other.commits()),
                newest(SessionRecord::user, LastChanges::user, USERS),
                false,
                claim(now),
                one.lastChanges().latest(other.lastChanges()));
    }

    private SecretHash secret() {
        return newest(SessionRecord::secretHash, LastChanges::secret, SECRETS);
    }

    private SessionTimes times() {
        return lastUsed().with(newest(record -> record.times().lifetime(), LastChanges::lifetime, LONGER));
    }

    private SessionTimes lastUsed() {
        return one.times().accessedAt(other.times().lastAccessedTime());
    }

    /** That of an end, whose listeners are being told; of an expiry only if neither half has used the session since. */
    private @Nullable Claim claim(Instant now) {
        boolean oneEnds = one.lastChanges().end() != null;
        boolean otherEnds = other.lastChanges().end() != null;
        if (oneEnds != otherEnds) {
            return oneEnds ? one.claim() : other.claim();
        }
        return oneEnds || times().isExpiredAt(now) ? greatest(one.claim(), other.claim(), CLAIMS) : null;
    }

    /**
     * @param equals decides where neither was written later: any order will do, so that both halves come to the same
     */
    private <T> T newest(
            Function<SessionRecord, T> value,
            Function<LastChanges, @Nullable WriteStamp> stamp,
            Comparator<? super T> equals) {
        int byAge = LastChanges.AGE.compare(stamp.apply(one.lastChanges()), stamp.apply(other.lastChanges()));
        return byAge == 0 ? greatest(value, equals) : value.apply(byAge < 0 ? other : one);
    }

    private <T> T greatest(Function<SessionRecord, T> value, Comparator<? super T> order) {
        T here = value.apply(one);
        T there = value.apply(other);
        return order.compare(here, there) < 0 ? there : here;
    }

    private static <T> @Nullable T greatest(@Nullable T one, @Nullable T other, Comparator<T> order) {
        return Comparator.nullsFirst(order).compare(one, other) < 0 ? other : one;
    }
}
