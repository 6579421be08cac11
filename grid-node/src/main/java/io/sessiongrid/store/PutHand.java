package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the hand of the sweep has come to, on its way to a backup. */
final class PutHand extends WireObject implements EntryProcessor<String, SweepHand, Integer> {
    private SweepHand hand = new SweepHand();

    /** For Hazelcast. */
    PutHand() {}

    PutHand(SweepHand hand) {
        this.hand = hand;
    }

    @Override
    public @Nullable Integer process(Map.Entry<String, SweepHand> entry) {
        entry.setValue(hand);
        return null;
    }

    @Override
    void write(WireWriter out) {
        hand.write(out);
    }

    @Override
    void writeLater(WireWriter out) {
        hand.writeLater(out);
    }

    @Override
    void read(WireReader in) {
        hand.read(in);
    }

    @Override
    void readLater(WireReader in) {
        hand.readLater(in);
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.PUT_HAND;
    }
}
