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
    /** The question of an answer that came by another way. */
    static final long UNASKED = 0;

    private final GridClock clock;
    private final AtomicReference<@Nullable SessionTimes> known = new AtomicReference<>();
    private volatile Instant usedAt = Instant.MIN;
    private Instant toldAt = Instant.EPOCH;
    private long lastAsked = UNASKED;
    private long lastAskedWhenTold = UNASKED;
    private long lastAnswered = UNASKED;

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

    /** To be called before the grid is asked; numbers what is asked. */
    synchronized long ask() {
        lastAsked++;
        return lastAsked;
    }

    /**
     * From an answer, unless another has overtaken it on its way: of two that were on their way together that counts
     * which the grid gave later, and of one moment that which was asked for later. What was asked after the last answer
     * had come is newer than that, whatever the grid's clock says: another member may have answered, by its own.
     *
     * @param question see {@link #ask}
     */
    synchronized void take(SessionTimes told, Instant gridTime, long question) {
        boolean together = question <= lastAskedWhenTold;
        boolean earlier = gridTime.isBefore(toldAt) || (gridTime.equals(toldAt) && question < lastAnswered);
        if (!(together && earlier)) {
            clock.heard(gridTime);
            toldAt = gridTime;
            lastAskedWhenTold = lastAsked;
            lastAnswered = question;
            known.set(told);
        }
    }

    boolean timeLeftIsLessThan(Duration time) {
        Duration left = known().timeLeft(clock.instant());
        return left != null && left.compareTo(time) < 0;
    }

    boolean haveExpired() {
        return known().isExpiredAt(clock.instant());
    }

    /**
     * True if this server has not used the session for as long as it lives unused and a while more, whatever others
     * have done.
     *
     * @param lifetime as it is here, be it that the grid does not know it yet
     */
    boolean areUnusedHereForTooLong(Lifetime lifetime, Duration more) {
        SessionTimes here = known().accessedAt(usedAt);
        return new SessionTimes(here.creationTime(), here.lastAccessedTime(), lifetime)
                .isExpiredAt(clock.instant().minus(more));
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
            boolean unused = touch(before, now, touch);
        }
    }

    /** As {@link #touchIfDue}, due or not, and whatever the grid tells meanwhile. */
    void touch(Consumer<Runnable> touch) {
        SessionTimes before = known.get();
        while (before != null && !touch(before, clock.instant(), touch)) {
            before = known.get();
        }
    }

    /** Answers false, and does nothing, if others are known by now. */
    private boolean touch(SessionTimes before, Instant now, Consumer<Runnable> touch) {
        SessionTimes after = new SessionTimes(before.creationTime(), now, before.lifetime());
        boolean current = known.compareAndSet(before, after);
        if (current) {
            touch.accept(() -> known.compareAndSet(after, before));
        }
        return current;
    }
}
