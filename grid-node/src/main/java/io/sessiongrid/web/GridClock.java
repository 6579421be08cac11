package io.sessiongrid.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The grid's clock, as well as this server knows it: its own clock, put right by what the grid said last. The lives of
 * sessions are told by it, so that the clock of this server may be wrong. Thread-safe.
 */
final class GridClock implements InstantSource {
    private final InstantSource own;
    private volatile Duration offset = Duration.ZERO;

    GridClock(InstantSource own) {
        this.own = own;
    }

    @Override
    public Instant instant() {
        return own.instant().plus(offset);
    }

    /** Not put right, and so never moved: for how long something takes on this server. */
    Instant own() {
        return own.instant();
    }

    /** The grid has just said that it is {@code gridTime}. */
    void heard(Instant gridTime) {
        offset = Duration.between(own.instant(), gridTime);
    }
}
