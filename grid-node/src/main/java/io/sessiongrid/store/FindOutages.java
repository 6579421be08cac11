package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the hand of the sweep when nobody moved it, and in which grid it is. */
final class FindOutages extends WireObject
        implements EntryProcessor<String, SweepHand, OutagesReply>, HazelcastInstanceAware, ReadOnly {
    private transient @Nullable HazelcastInstance member;

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    @Override
    public OutagesReply process(Map.Entry<String, SweepHand> entry) {
        SweepHand hand = entry.getValue();
        HazelcastInstance here = Objects.requireNonNull(member);
        Instant now = GridTime.of(here).instant();
        return new OutagesReply(hand == null ? List.of() : hand.outagesUntil(now), new OwnPartitions(here).clusterId());
    }

    @Override
    public @Nullable EntryProcessor<String, SweepHand, OutagesReply> getBackupProcessor() {
        return null;
    }

    @Override
    void write(WireWriter out) {}

    @Override
    void read(WireReader in) {}

    @Override
    public int getClassId() {
        return SessionSerializerHook.FIND_OUTAGES;
    }
}
