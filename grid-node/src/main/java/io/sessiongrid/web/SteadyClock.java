package io.sessiongrid.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock that does not jump: it is set once, by the clock of this computer, and then runs evenly, whatever that one is
 * set to. It may stand still while the computer sleeps. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
    private final Instant start;
    private final long startNanos;
    private final LongSupplier nanos;

    /** @param nanos only their differences count, as with {@link System#nanoTime} */
    SteadyClock(InstantSource computer, LongSupplier nanos) {
        this.start = computer.instant();
        this.startNanos = nanos.getAsLong();
        this.nanos = nanos;
    }

    /** One that is set now. */
    public static SteadyClock ofThisComputer() {
        return new SteadyClock(InstantSource.system(), System::nanoTime);
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }
}
