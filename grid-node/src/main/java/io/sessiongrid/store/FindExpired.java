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

/**
 * {@link io.sessiongrid.session.ExpiredSessions#expiredIn}, for the partition of the key that it is sent to.
 *
 * <p>No query of Hazelcast: nobody can wait for one no longer than agreed (G10). There is no index, because every
 * operation would copy the session for it (HAZELCAST.md, C).
 */
final class FindExpired extends WireObject
        implements EntryProcessor<String, StoredSession, List<String>>, HazelcastInstanceAware, ReadOnly {
    private String mapName = "";
    private transient @Nullable HazelcastInstance member;

    /** For Hazelcast. */
    FindExpired() {}

    FindExpired(String mapName) {
        this.mapName = mapName;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    @Override
    public List<String> process(Map.Entry<String, StoredSession> entry) {
        HazelcastInstance owner = Objects.requireNonNull(member);
        int partition = owner.getPartitionService().getPartition(entry.getKey()).getPartitionId();
        Instant now = Instant.ofEpochMilli(owner.getCluster().getClusterTime());
        return new OwnPartitions(owner).keys(partition, mapName, session -> session.mayBeClaimedAt(now));
    }

    @Override
    void write(WireWriter out) {
        out.text(mapName);
    }

    @Override
    void read(WireReader in) {
        mapName = in.text();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.FIND_EXPIRED;
    }
}
