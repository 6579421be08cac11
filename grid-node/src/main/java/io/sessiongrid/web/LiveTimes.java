package io.sessiongrid.web;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a live session knows of its times, and of the grid's clock, by which they are told. Thread-safe. */
final class LiveTimes {
    private final InstantSource clock;
    private final AtomicReference<@Nullable SessionTimes> known = new AtomicReference<>();
    private volatile Duration clockOffset = Duration.ZERO;
    private volatile Instant usedAt = Instant.MIN;

    LiveTimes(InstantSource clock) {
        this.clock = clock;
    }

    /** Of a session that begins now; answers when that is, by the clock of this server. */
    Instant begin(Lifetime lifetime) {
        Instant now = clock.instant();
        known.set(new SessionTimes(now, now, lifetime));
        usedAt = now;
        return now;
    }

    /** The times as the grid told them last; throws {@link IllegalStateException} if it was never asked. */
    SessionTimes known() {
        SessionTimes times = known.get();
        if (times == null) {
            throw new IllegalStateException("The session was not opened");
        }
        return times;
    }

    void take(SessionTimes told) {
        known.set(told);
    }

    void take(SessionTimes told, Instant gridTime) {
        take(told);
        clockOffset = Duration.between(clock.instant(), gridTime);
    }

    /** The grid's clock, as well as this server knows it. */
    Instant now() {
        return clock.instant().plus(clockOffset);
    }

    boolean haveExpired() {
        return known().isExpiredAt(now());
    }

    /** A request begins to use the session; answers when it was used before. */
    Instant use() {
        Instant stored = known().lastAccessedTime();
        Instant before = usedAt.isAfter(stored) ? usedAt : stored;
        usedAt = now();
        return before;
    }

    /**
     * If the last accessed time in the grid lags behind by the touch interval, it is taken to move now.
     *
     * @param touch moves it in the grid; runs what it is given if that fails, so that the next request tries again
     */
    void touchIfDue(Consumer<Runnable> touch) {
        SessionTimes before = known.get();
        Instant now = now();
        if (before == null || !before.isTouchDueAt(now)) {
            return;
        }
        SessionTimes after = new SessionTimes(before.creationTime(), now, before.lifetime());
        if (known.compareAndSet(before, after)) {
            touch.accept(() -> known.compareAndSet(after, before));
        }
    }
}
