package io.sessiongrid.store;

import java.time.Duration;
import java.time.Instant;

/** Where the hand of the sweep is. Immutable once read. */
final class SweepHand extends WireObject {
    private int partition;
    private Instant due = Instant.EPOCH;

    /** For Hazelcast, and for a sweep that begins. */
    SweepHand() {}

    private SweepHand(int partition, Instant due) {
        this.partition = partition;
        this.due = due;
    }

    int partition() {
        return partition;
    }

    boolean isDueAt(Instant now) {
        return !now.isBefore(due);
    }

    /** After {@code count} partitions; the next are due a step later, and none is made up for. */
    SweepHand moved(int count, int partitions, Duration step, Instant now) {
        Instant onTime = due.plus(step);
        return new SweepHand((partition + count) % partitions, onTime.isBefore(now) ? now.plus(step) : onTime);
    }

    @Override
    void write(WireWriter out) {
        out.number(partition).time(due);
    }

    @Override
    void read(WireReader in) {
        partition = (int) in.number();
        due = in.time();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.SWEEP_HAND;
    }
}
