package io.sessiongrid.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The grid's clock, as well as this server knows it: its own clock, put right by what the grid has said lately. The
 * lives of sessions are told by it, so that the clock of this server may be wrong. Between two answers of the grid it
 * is as even as the own one, which must not jump ({@link SteadyClock}). Thread-safe.
 *
 * <p>An answer that was long on its way says less than the truth, and none says more: the greatest of the last while
 * counts.
 */
final class GridClock implements InstantSource {
    /** Longer than any answer is on its way; a clock of the grid that was set back is followed after twice as long. */
    private static final Duration WHILE = Duration.ofSeconds(10);

    private final InstantSource own;

    /** Written with the lock. */
    private volatile Offsets offsets = new Offsets(Instant.EPOCH, null, null, Duration.ZERO);

    /**
     * How far the grid is ahead of this server, as heard in two periods.
     *
     * @param since the beginning of the present one
     * @param before null if nothing was heard in the one before
     * @param greatest of both
     */
    private record Offsets(
            Instant since,
            @Nullable Duration before,
            @Nullable Duration present,
            Duration greatest) {
        static Offsets of(Instant since, @Nullable Duration before, Duration present) {
            return new Offsets(since, before, present, greater(present, before));
        }

        Offsets heard(Duration offset, Instant now) {
            if (!now.isBefore(since.plus(WHILE.multipliedBy(2)))) {
                return of(now, null, offset);
            }
            if (!now.isBefore(since.plus(WHILE))) {
                return of(now, present, offset);
            }
            return of(since, before, greater(offset, present));
        }

        private static Duration greater(Duration one, @Nullable Duration other) {
            return other == null || one.compareTo(other) > 0 ? one : other;
        }
    }

    GridClock(InstantSource own) {
        this.own = own;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(offsets.greatest());
    }

    /** Not put right, and so never moved: for how long something takes on this server. It never goes back. */
    Instant own() {
        return own.instant();
    }

    /** The grid has just said that it is {@code gridTime}. */
    synchronized void heard(Instant gridTime) {
        Instant now = own.instant();
        offsets = offsets.heard(Duration.between(now, gridTime), now);
    }
}
