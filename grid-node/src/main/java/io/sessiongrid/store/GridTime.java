package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The grid's time as a member tells it: all that this package asks about the lives of sessions. It is Hazelcast's
 * cluster time without its jumps, because that one is the clock of this computer and what Hazelcast has last put it
 * right by: when the clock is set, up to a second goes by until Hazelcast hears of it, and by then the sessions that
 * this member owns would have ended (G7).
 *
 * <p>Set by the cluster time when the member has joined, it is carried on by {@link System#nanoTime}, and runs a tenth
 * faster or slower as long as the cluster time says something else: a jump that Hazelcast takes back moves it by a
 * tenth of a second, one that lasts is followed bit by bit. It never goes back, but for a member of the smaller half of
 * a split grid that joins the other: it takes over the time of that one, or its sessions would be timed by two clocks.
 *
 * <p>Must be read several times a second, which {@link Standstill} sees to: what it may move by counts from the last
 * look. While a computer sleeps it may stand; if that takes long the member is given up, and joins again. Thread-safe.
 */
final class GridTime implements InstantSource {
    private static final String KEY = GridTime.class.getName();

    /** The part of the time that has passed by which it may be put right. */
    private static final int SLEW = 10;

    private final InstantSource clusterTime;
    private final LongSupplier nanoTime;

    // Guarded by this. In nanoseconds, from 1970 and as nanoTime has it: every operation asks.
    private long shown;
    private long shownAt;

    /** @param nanoTime only its differences count, as with {@link System#nanoTime} */
    GridTime(InstantSource clusterTime, LongSupplier nanoTime) {
        this.clusterTime = clusterTime;
        this.nanoTime = nanoTime;
        set();
    }

    /** That of a member in this JVM, which has joined. */
    static GridTime of(HazelcastInstance member) {
        // First without the lock that the other way may take: every operation asks.
        GridTime known = (GridTime) member.getUserContext().get(KEY);
        return known == null ? begin(member) : known;
    }

    private static GridTime begin(HazelcastInstance member) {
        return (GridTime) member.getUserContext().computeIfAbsent(KEY, key -> {
            GridTime time =
                    new GridTime(() -> Instant.ofEpochMilli(member.getCluster().getClusterTime()), System::nanoTime);
            member.getLifecycleService().addLifecycleListener(event -> {
                if (event.getState() == LifecycleState.MERGED) {
                    time.set();
                }
            });
            return time;
        });
    }

    /** Takes over the cluster time, wherever it is. */
    synchronized void set() {
        shown = clusterNanos();
        shownAt = nanoTime.getAsLong();
    }

    /** To milliseconds, which is what travels. */
    @Override
    public synchronized Instant instant() {
        long now = nanoTime.getAsLong();
        long passed = Math.max(0, now - shownAt);
        long most = passed / SLEW;
        long off = clusterNanos() - (shown + passed);
        shown += passed + Math.max(-most, Math.min(off, most));
        shownAt = now;
        return Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(shown));
    }

    private long clusterNanos() {
        return TimeUnit.MILLISECONDS.toNanos(clusterTime.instant().toEpochMilli());
    }
}
