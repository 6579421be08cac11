package io.sessiongrid.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What is measured about the sessions of one application on this app server. Thread-safe; to count costs nanoseconds
 * and no garbage.
 */
public final class SessionMeters {
    private final Map<SessionEvent, LongAdder> counts = new EnumMap<>(SessionEvent.class);
    private final Map<GridCall, CallTimes> calls = new EnumMap<>(GridCall.class);
    private final Map<Meter, LongSupplier> gauges = new ConcurrentHashMap<>();

    public SessionMeters() {
        for (SessionEvent count : SessionEvent.values()) {
            counts.put(count, new LongAdder());
        }
        for (GridCall call : GridCall.values()) {
            calls.put(call, new CallTimes());
        }
    }

    public void add(SessionEvent count) {
        add(count, 1);
    }

    public void add(SessionEvent count, long more) {
        adder(count).add(more);
    }

    public long count(SessionEvent count) {
        return adder(count).sum();
    }

    // All constants are in both maps from the beginning.
    @SuppressWarnings("NullAway")
    private LongAdder adder(SessionEvent count) {
        return counts.get(count);
    }

    @SuppressWarnings("NullAway")
    public CallTimes calls(GridCall call) {
        return calls.get(call);
    }

    /** From now on this meter reads what {@code value} says. */
    public void gauge(Meter meter, LongSupplier value) {
        gauges.put(meter, value);
    }

    /** Zero for a meter that nobody reads. */
    public long gauge(Meter meter) {
        return gauges.getOrDefault(meter, () -> 0).getAsLong();
    }
}
