package io.sessiongrid.store;

import java.time.Duration;
import java.time.Instant;

/** Where the hand of the sweep is. Immutable once read. */
final class SweepHand extends WireObject {
    private int partition;
    private Instant due = Instant.EPOCH;
    private long movedBy;
    private int before;

    /** For Hazelcast, and for a sweep that begins. */
    SweepHand() {}

    private SweepHand(int partition, Instant due, long movedBy, int before) {
        this.partition = partition;
        this.due = due;
        this.movedBy = movedBy;
        this.before = before;
    }

    int partition() {
        return partition;
    }

    /** True if it was this very move that brought it where it is. */
    boolean wasMovedBy(long move) {
        return movedBy == move;
    }

    /** Where it was before the last move. */
    int before() {
        return before;
    }

    /** Never more than a step from now: the grid's clock may go back, when halves of a split grid come together. */
    boolean isDueAt(Instant now, Duration step) {
        return !now.isBefore(due) || due.isAfter(now.plus(step));
    }

    /** After {@code count} partitions; the next are due a step later, and none is made up for. */
    SweepHand moved(long move, int count, int partitions, Duration step, Instant now) {
        Instant onTime = due.plus(step);
        Instant latest = now.plus(step);
        boolean late = onTime.isBefore(now) || onTime.isAfter(latest);
        return new SweepHand((partition + count) % partitions, late ? latest : onTime, move, partition);
    }

    @Override
    void write(WireWriter out) {
        out.number(partition).time(due).wide(movedBy).number(before);
    }

    @Override
    void read(WireReader in) {
        partition = (int) in.number();
        due = in.time();
        movedBy = in.wide();
        before = (int) in.number();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.SWEEP_HAND;
    }
}
