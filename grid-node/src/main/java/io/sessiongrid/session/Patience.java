package io.sessiongrid.session;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For how long one request may wait for the grid, in all its calls together (G10). Thread-safe.
 *
 * <p>A request that has waited for as long as it may goes on with a twentieth of the time for each further call: enough
 * for a grid that is well again. One that lives long, because it streams, regains its patience: a tenth of the time
 * that passes.
 */
public final class Patience {
    private static final int SHORTEST_SHARE = 20;
    private static final int REGAINED_SHARE = 10;

    private static final ThreadLocal<@Nullable Patience> CURRENT = new ThreadLocal<>();

    // Guarded by this.
    private long waited;
    private long seen;

    private final LongSupplier nanoTime;

    public Patience() {
        this(System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime} */
    Patience(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** For how long the request at work on this thread may wait; all of {@code timeout} if there is none. */
    public static Duration left(Duration timeout) {
        Patience patience = CURRENT.get();
        return patience == null ? timeout : patience.leftOf(timeout);
    }

    /** The request at work on this thread, if there is one, has waited for so many nanoseconds. */
    public static void waited(long nanos) {
        Patience patience = CURRENT.get();
        if (patience != null) {
            patience.add(nanos);
        }
    }

    /** Does some work of the request on this thread. */
    public <T extends @Nullable Object> T during(Supplier<T> work) {
        Patience before = CURRENT.get();
        if (before == this) {
            return work.get();
        }
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            // Not removed, which costs more than all the rest: null keeps nothing in memory.
            CURRENT.set(before);
        }
    }

    private Duration leftOf(Duration timeout) {
        Duration least = timeout.dividedBy(SHORTEST_SHARE);
        Duration left = timeout.minusNanos(waited());
        return left.compareTo(least) > 0 ? left : least;
    }

    private synchronized void add(long nanos) {
        waited = waited() + nanos;
        seen = nanoTime.getAsLong();
    }

    private synchronized long waited() {
        if (waited > 0) {
            long now = nanoTime.getAsLong();
            waited = Math.max(0, waited - (now - seen) / REGAINED_SHARE);
            seen = now;
        }
        return waited;
    }
}
