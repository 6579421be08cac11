package io.sessiongrid.web;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a live session knows of its times, by the grid's clock. Thread-safe. */
final class LiveTimes {
    /** Longer than any answer. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    private final GridClock clock;
    private final AtomicReference<@Nullable SessionTimes> known = new AtomicReference<>();
    private volatile Instant usedAt = Instant.MIN;
    private Instant toldAt = Instant.EPOCH;

    LiveTimes(GridClock clock) {
        this.clock = clock;
    }

    /** Of a session that begins now; answers when that is, which the grid may know better. */
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

    synchronized void take(SessionTimes told, Instant gridTime) {
        clock.heard(gridTime);
        toldAt = gridTime;
        known.set(told);
    }

    /**
     * As {@link #take}, of an answer that others may have overtaken. One that is much older was told by another clock.
     */
    synchronized void takeUnlessOlder(SessionTimes told, Instant gridTime) {
        boolean overtaken = gridTime.isBefore(toldAt) && gridTime.isAfter(toldAt.minus(ON_ITS_WAY));
        if (!overtaken) {
            take(told, gridTime);
        }
    }

    boolean timeLeftIsLessThan(Duration time) {
        Duration left = known().timeLeft(clock.instant());
        return left != null && left.compareTo(time) < 0;
    }

    boolean haveExpired() {
        return known().isExpiredAt(clock.instant());
    }

    /** A request begins to use the session; answers when it was used before. */
    Instant use() {
        Instant stored = known().lastAccessedTime();
        Instant now = clock.instant();
        // What is still to come was told by a wrong clock, before the grid put it right.
        Instant before = usedAt.isAfter(stored) && !usedAt.isAfter(now) ? usedAt : stored;
        usedAt = now;
        return before;
    }

    /**
     * If the last accessed time in the grid lags behind by the touch interval, it is taken to move now.
     *
     * @param touch moves it in the grid; runs what it is given if that fails, so that the next request tries again
     */
    void touchIfDue(Consumer<Runnable> touch) {
        SessionTimes before = known.get();
        Instant now = clock.instant();
        if (before != null && before.isTouchDueAt(now)) {
            touch(before, now, touch);
        }
    }

    /** As {@link #touchIfDue}, due or not. */
    void touch(Consumer<Runnable> touch) {
        SessionTimes before = known.get();
        if (before != null) {
            touch(before, clock.instant(), touch);
        }
    }

    private void touch(SessionTimes before, Instant now, Consumer<Runnable> touch) {
        SessionTimes after = new SessionTimes(before.creationTime(), now, before.lifetime());
        if (known.compareAndSet(before, after)) {
            touch.accept(() -> known.compareAndSet(after, before));
        }
    }
}
