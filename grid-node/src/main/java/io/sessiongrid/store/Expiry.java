package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import com.hazelcast.query.Predicates;
import io.sessiongrid.session.ExpiredSessions;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** {@link ExpiredSessions} of a session map. */
final class Expiry implements ExpiredSessions {
    private static final String HANDS = "sessiongrid-sweeps";

    private final HazelcastInstance hazelcast;
    private final String mapName;
    private final PreparedMap sessions;
    private final BoundedCalls calls;

    /** A key in each partition, for queries that are to stay in one. */
    private volatile List<String> keys = List.of();

    Expiry(HazelcastInstance hazelcast, String mapName, PreparedMap sessions, BoundedCalls calls) {
        this.hazelcast = hazelcast;
        this.mapName = mapName;
        this.sessions = sessions;
        this.calls = calls;
    }

    @Override
    public List<Integer> takeTurn(Duration turn, Duration step) {
        calls.call("sweep", sessions::prepare);
        int partitions = keys().size();
        int count = (int) Math.max(1, Math.ceil(partitions * (double) step.toMillis() / turn.toMillis()));
        IMap<String, SweepHand> hands = hazelcast.getMap(HANDS);
        int first = calls.call("sweep", () -> hands.submitToKey(mapName, new TakeTurn(count, partitions, step)));
        return first == TakeTurn.NOT_DUE
                ? List.of()
                : IntStream.range(first, first + count)
                        .mapToObj(partition -> partition % partitions)
                        .toList();
    }

    private List<String> keys() {
        PartitionService partitions = hazelcast.getPartitionService();
        int count = partitions.getPartitions().size();
        if (keys.size() != count) {
            String[] found = new String[count];
            int missing = count;
            for (int candidate = 0; missing > 0; candidate++) {
                String key = String.valueOf(candidate);
                int partition = partitions.getPartition(key).getPartitionId();
                missing -= found[partition] == null ? 1 : 0;
                found[partition] = key;
            }
            keys = List.of(found);
        }
        return keys;
    }

    /** On the thread of the partition, some microseconds a thousand sessions; there is no index (HAZELCAST.md, C). */
    @Override
    public Set<String> expiredIn(int partition) {
        IMap<String, StoredSession> map = calls.call("sweep", sessions::prepare);
        try {
            return map.keySet(Predicates.partitionPredicate(keys().get(partition), new MayBeClaimed(hazelcast)));
        } catch (RuntimeException e) {
            throw new SessionStoreException("Could not look for expired sessions in map " + mapName, e);
        }
    }

    @Override
    public Opened claim(String key, long claimant, Duration lease, long knownVersion) {
        return calls.call("claim", () -> sessions.submit(key, new ClaimExpired(claimant, lease, knownVersion)))
                .opened();
    }

    @Override
    public void removeClaimed(String key, long claimant) {
        calls.call("remove", () -> sessions.submit(key, new RemoveClaimed(claimant)));
    }
}
