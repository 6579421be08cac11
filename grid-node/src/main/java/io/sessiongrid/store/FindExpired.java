package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@link io.sessiongrid.session.ExpiredSessions#expiredIn}, for the partition of the key that it is sent to.
 *
 * <p>No query of Hazelcast: nobody can wait for one no longer than agreed (G10). There is no index, because every
 * operation would copy the session for it (HAZELCAST.md, C).
 */
final class FindExpired extends MapQuestion implements EntryProcessor<String, StoredSession, List<String>>, ReadOnly {
    /** For Hazelcast. */
    FindExpired() {
        super("");
    }

    FindExpired(String mapName) {
        super(mapName);
    }

    @Override
    public List<String> process(Map.Entry<String, StoredSession> entry) {
        HazelcastInstance owner = member();
        int partition = owner.getPartitionService().getPartition(entry.getKey()).getPartitionId();
        Instant now = GridTime.of(owner).instant();
        return new OwnPartitions(owner).keys(partition, mapName(), session -> session.mayBeClaimedAt(now));
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.FIND_EXPIRED;
    }
}
