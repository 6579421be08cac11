package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Moves the hand of the sweep if it is due; answers where it was, or {@link #NOT_DUE}. */
final class TakeTurn extends WireObject implements EntryProcessor<String, SweepHand, Integer>, HazelcastInstanceAware {
    static final int NOT_DUE = -1;

    private long move;
    private int count;
    private int partitions;
    private Duration step = Duration.ZERO;
    private transient @Nullable HazelcastInstance member;
    private transient @Nullable SweepHand moved;

    /** For Hazelcast. */
    TakeTurn() {}

    /**
     * @param move names it, so that a repetition is known as one
     * @param count the partitions of one step
     * @param partitions all of them
     */
    TakeTurn(long move, int count, int partitions, Duration step) {
        this.move = move;
        this.count = count;
        this.partitions = partitions;
        this.step = step;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    @Override
    public Integer process(Map.Entry<String, SweepHand> entry) {
        SweepHand stored = entry.getValue();
        SweepHand hand = stored == null ? new SweepHand() : stored;
        Instant now = GridTime.of(Objects.requireNonNull(member)).instant();
        Integer before = hand.before(move);
        if (before != null) {
            // A repetition; the first time may not have reached the backups.
            moved = hand;
            return before;
        }
        if (!hand.isDueAt(now, step)) {
            return NOT_DUE;
        }
        moved = hand.moved(move, count, partitions, step, now);
        entry.setValue(moved);
        return hand.partition();
    }

    @Override
    public @Nullable EntryProcessor<String, SweepHand, Integer> getBackupProcessor() {
        return moved == null ? null : new PutHand(moved);
    }

    @Override
    void write(WireWriter out) {
        out.wide(move).number(count).number(partitions).duration(step);
    }

    @Override
    void read(WireReader in) {
        move = in.wide();
        count = (int) in.number();
        partitions = (int) in.number();
        step = in.duration();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.TAKE_TURN;
    }
}
