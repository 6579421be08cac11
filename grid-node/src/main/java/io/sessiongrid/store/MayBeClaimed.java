package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.query.Predicate;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds sessions past their time, where they are and by the grid's clock. */
final class MayBeClaimed extends WireObject implements Predicate<String, StoredSession>, HazelcastInstanceAware {
    private static final long serialVersionUID = 1;

    private transient @Nullable HazelcastInstance member;

    /** For Hazelcast. */
    MayBeClaimed() {}

    /** On a member, what it asks itself does not travel: nobody else would say whose clock counts. */
    MayBeClaimed(HazelcastInstance caller) {
        this.member = caller;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    @Override
    public boolean apply(Map.Entry<String, StoredSession> entry) {
        long now = Objects.requireNonNull(member).getCluster().getClusterTime();
        return entry.getValue().record().mayBeClaimedAt(Instant.ofEpochMilli(now));
    }

    @Override
    void write(WireWriter out) {}

    @Override
    void read(WireReader in) {}

    @Override
    public int getClassId() {
        return SessionSerializerHook.MAY_BE_CLAIMED;
    }
}
