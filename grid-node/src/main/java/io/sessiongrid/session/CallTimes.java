package io.sessiongrid.session;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * How long calls of one kind took, in nanoseconds. Thread-safe; to record costs nanoseconds and no garbage.
 *
 * <p>Quantiles are told from counts between fixed bounds, so they are as exact as those are near to each other.
 */
public final class CallTimes {
    /** From what a member in the same rack needs to more than anyone waits. */
    public static final List<Duration> BOUNDS = Stream.of(
                    50,
                    100,
                    250,
                    500,
                    1_000,
                    2_500,
                    5_000,
                    10_000,
                    25_000,
                    50_000,
                    100_000,
                    250_000,
                    500_000,
                    1_000_000,
                    2_500_000,
                    5_000_000,
                    10_000_000)
            .map(micros -> Duration.ofNanos(micros * 1_000L))
            .toList();

    private static final long[] UPPER =
            BOUNDS.stream().mapToLong(Duration::toNanos).toArray();

    /** The longest call is the longest of this span and the one before. */
    private static final long SPAN = Duration.ofMinutes(1).toNanos();

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(UPPER.length + 1L).toArray(LongAdder[]::new);
    private final LongAdder total = new LongAdder();
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

    /** The longest calls of even and of odd spans, each with the span that it is of. */
    private final AtomicLongArray longest = new AtomicLongArray(2);

    private final AtomicLongArray spans = new AtomicLongArray(2);

    /**
     * Counts a call.
     *
     * @param now {@link System#nanoTime} at the end of it
     */
    public void record(long nanos, long now) {
        int found = Arrays.binarySearch(UPPER, nanos);
        counts[found < 0 ? -found - 1 : found].increment();
        total.add(nanos);
        long span = now / SPAN;
        int slot = (int) (span & 1);
        if (spans.getAndSet(slot, span) != span) {
            longest.set(slot, 0);
        }
        longest.accumulateAndGet(slot, nanos, Math::max);
        for (LongConsumer listener : listeners) {
            listener.accept(nanos);
        }
    }

    /**
     * Tells {@code listener} of every call from now on, on the thread that made it.
     *
     * @return ends that
     */
    public Runnable listen(LongConsumer listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public long count() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).sum();
    }

    public Duration total() {
        return Duration.ofNanos(total.sum());
    }

    /** Of the last one to two minutes. */
    public Duration longest(long now) {
        long span = now / SPAN;
        long most = 0;
        for (int slot = 0; slot < 2; slot++) {
            most = span - spans.get(slot) <= 1 ? Math.max(most, longest.get(slot)) : most;
        }
        return Duration.ofNanos(most);
    }

    /**
     * The time within which this share of all calls was answered; zero if there was no call, the last bound if it took
     * longer.
     *
     * @param share 0 to 1
     */
    public Duration within(double share) {
        double left = share * count();
        for (int i = 0; i < UPPER.length && left > 0; i++) {
            long here = counts[i].sum();
            if (left <= here) {
                long lower = i == 0 ? 0 : UPPER[i - 1];
                return Duration.ofNanos(lower + (long) ((UPPER[i] - lower) * left / here));
            }
            left -= here;
        }
        return left > 0 ? BOUNDS.get(BOUNDS.size() - 1) : Duration.ZERO;
    }
}
