package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.partition.PartitionService;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.ExpiredSessions;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** {@link ExpiredSessions} of a session map. */
final class Expiry implements ExpiredSessions {
    private static final Logger log = System.getLogger(Expiry.class.getName());

    private final HazelcastInstance hazelcast;
    private final String mapName;
    private final PreparedMap sessions;
    private final BoundedCalls calls;
    private final Forgiveness forgiveness;
    private final SecureRandom random = new SecureRandom();

    /** Names the next move of the hand; stays until it is answered, so that partitions that were taken are not lost. */
    private long move = random.nextLong();

    /** A key in each partition, for queries that are to stay in one. */
    private volatile List<String> keys = List.of();

    Expiry(
            HazelcastInstance hazelcast,
            String mapName,
            PreparedMap sessions,
            BoundedCalls calls,
            Forgiveness forgiveness) {
        this.hazelcast = hazelcast;
        this.mapName = mapName;
        this.sessions = sessions;
        this.calls = calls;
        this.forgiveness = forgiveness;
    }

    @Override
    public synchronized List<Integer> takeTurn(Duration turn, Duration step) {
        calls.prepare(GridCall.SWEEP, sessions);
        int partitions = keys().size();
        int count = (int) Math.max(1, Math.ceil(partitions * (double) step.toMillis() / turn.toMillis()));
        long name = move;
        IMap<String, SweepHand> hands = hazelcast.getMap(SweepHand.MAP);
        int first = calls.call(
                GridCall.SWEEP, mapName, () -> hands.submitToKey(mapName, new TakeTurn(name, count, partitions, step)));
        move = random.nextLong();
        return first == TakeTurn.NOT_DUE
                ? List.of()
                : IntStream.range(first, first + count)
                        .mapToObj(partition -> Math.floorMod(partition, partitions))
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

    @Override
    public List<String> expiredIn(int partition) {
        String there = keys().get(partition);
        return calls.call(GridCall.SWEEP, there, () -> sessions.send(there, new FindExpired(mapName)));
    }

    @Override
    public Opened claim(String key, long claimant, Duration lease, long knownVersion) {
        if (forgiveness.isGrantedTo(key)) {
            return new Opened.Gone();
        }
        return calls.call(
                        GridCall.CLAIM,
                        key,
                        () -> sessions.submit(key, new ClaimExpired(claimant, lease, knownVersion)))
                .opened();
    }

    @Override
    public void renew(String key, long claimant, Duration lease) {
        try {
            sessions.submit(key, new ClaimExpired(claimant, lease, SessionStore.TIMES_ONLY))
                    .whenComplete((renewed, failure) -> {
                        if (failure != null) {
                            log.log(Level.DEBUG, "Could not renew the claim of a session that has ended", failure);
                        }
                    });
        } catch (RuntimeException e) {
            log.log(Level.DEBUG, "Could not renew the claim of a session that has ended", e);
        }
    }

    @Override
    public void removeClaimed(String key, CommitId end) {
        calls.call(GridCall.REMOVE, key, () -> sessions.submit(key, new RemoveClaimed(end)));
    }
}
