package io.sessiongrid.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a new session began, as the app server that made it knows. It cannot be named by the clock of that server alone,
 * which may be wrong, nor by the grid's alone: {@code getCreationTime} has been answered before the grid hears of it.
 *
 * @param begun the creation time that was answered on the app server
 * @param begunAgo how long ago that was
 * @param attemptedAgo how long ago the grid was told for the first time; zero if it is told now
 * @param replaced an end that this session is known to come after: its trace does not take the key
 */
public record Creation(
        Instant begun,
        Duration begunAgo,
        Duration attemptedAgo,
        @Nullable CommitId replaced) {
    /**
     * How far {@code begun} may be off to be taken over, so that {@code getCreationTime} answers the same from the
     * first request on: the time for which a creation is on its way.
     */
    private static final Duration CREDIBLE = Duration.ofSeconds(3);

    /** Of a session that begins now, and has not been told. */
    public static Creation now(Instant begun) {
        return new Creation(begun, Duration.ZERO, Duration.ZERO, null);
    }

    /** The same, told again after {@code waited} from the first time. */
    public Creation after(Duration waited) {
        return new Creation(begun, begunAgo.plus(waited), attemptedAgo.plus(waited), replaced);
    }

    /** The same, which is known to come after this end. */
    public Creation replacing(CommitId end) {
        return new Creation(begun, begunAgo, attemptedAgo, end);
    }

    /**
     * Why the key cannot be taken; null if it can; {@code Ended} by {@code commit} itself if nobody knows. A creation
     * may be executed again, and what it created may have gone since: that must not come back (G4, G18).
     *
     * @param present what is there under the key
     */
    public @Nullable Committed refusal(
            @Nullable SessionRecord present, SessionDelta initial, CommitId commit, Instant now) {
        if (present == null) {
            return mayHaveExpired(initial, now) ? new Committed.Ended(commit) : null;
        }
        boolean repeated = present.hasJustApplied(commit);
        if (!present.isGoneAt(now)) {
            return repeated ? present.committed(initial, 0, now) : new Committed.Gone();
        }
        if (repeated) {
            return new Committed.Gone();
        }
        CommitId end = present.endedBy();
        if (end == null) {
            return new Committed.Expired();
        }
        return end.equals(replaced) ? null : new Committed.Ended(end);
    }

    /** If an earlier attempt was executed, unheard, the session may have passed its time and left nothing behind. */
    private boolean mayHaveExpired(SessionDelta initial, Instant now) {
        Lifetime lifetime = initial.lifetime();
        Instant attempted = now.minus(attemptedAgo);
        return lifetime != null
                && !attemptedAgo.isZero()
                && new SessionTimes(times(lifetime, now).creationTime(), attempted, lifetime).isExpiredAt(now);
    }

    /** The times of the session, by the grid's clock. */
    SessionTimes times(Lifetime lifetime, Instant now) {
        Instant counted = now.minus(begunAgo);
        boolean credible = Duration.between(begun, counted).abs().compareTo(CREDIBLE) <= 0;
        Instant creationTime = credible ? begun : counted;
        // Nobody may see a session that was used before it began, because two clocks are some milliseconds apart.
        return new SessionTimes(creationTime, creationTime.isAfter(now) ? creationTime : now, lifetime);
    }
}
