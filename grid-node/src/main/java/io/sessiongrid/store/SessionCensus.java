package io.sessiongrid.store;

import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the sessions that a member owns, partition after partition and all the time, so that nobody who asks has to
 * wait or makes the grid work.
 *
 * <p>One round is the slower the more there is to count: the thread of a partition gives it a hundredth of its time at
 * most. A partition that has come from another member is counted before all others.
 */
final class SessionCensus {
    private static final Logger log = System.getLogger(SessionCensus.class.getName());

    private static final int ONE_IN = 100;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final HazelcastInstance member;
    private final OwnPartitions partitions;

    /** By partition, then by map; of partitions that this member owns. */
    private final Map<Integer, Map<String, SessionCount>> counts = new ConcurrentHashMap<>();

    SessionCensus(HazelcastInstance member, OwnPartitions partitions) {
        this.member = member;
        this.partitions = partitions;
    }

    /** Goes on until the member has ended. */
    void start() {
        Thread thread = new Thread(this::run, "sessiongrid census");
        thread.setDaemon(true);
        thread.setContextClassLoader(SessionCensus.class.getClassLoader());
        thread.start();
    }

    /**
     * What was counted.
     *
     * @param uncounted partitions whose sessions are missing from the counts, because they have only just come
     */
    record Counts(Map<String, SessionCount> byMap, int uncounted) {}

    Counts counted(List<Integer> owned) {
        Map<String, SessionCount> sums = new TreeMap<>();
        int uncounted = 0;
        for (int partition : owned) {
            Map<String, SessionCount> byMap = counts.get(partition);
            if (byMap == null) {
                uncounted++;
            } else {
                byMap.forEach((map, count) -> sums.merge(map, count, SessionCount::plus));
            }
        }
        return new Counts(sums, uncounted);
    }

    private void run() {
        while (member.getLifecycleService().isRunning()) {
            try {
                List<Integer> owned = partitions.owned();
                owned.forEach(this::countInTurn);
                if (owned.isEmpty()) {
                    LockSupport.parkNanos(SHORTEST_PAUSE.toNanos());
                }
            } catch (RuntimeException e) {
                log.log(Level.DEBUG, "Could not count the sessions", e);
                LockSupport.parkNanos(LONGEST_PAUSE.toNanos());
            }
        }
    }

    private void countInTurn(int partition) {
        countNew();
        long begin = System.nanoTime();
        count(partition);
        long pause = (System.nanoTime() - begin) * ONE_IN;
        LockSupport.parkNanos(Math.max(SHORTEST_PAUSE.toNanos(), Math.min(pause, LONGEST_PAUSE.toNanos())));
    }

    /** Without a pause, because no figure is right before all are counted. */
    private void countNew() {
        List<Integer> owned = partitions.owned();
        counts.keySet().retainAll(new HashSet<>(owned));
        owned.stream().filter(partition -> !counts.containsKey(partition)).forEach(this::count);
    }

    private void count(int partition) {
        Map<String, SessionCount> byMap = new HashMap<>();
        sessionMaps().forEach(map -> byMap.put(map, count(partition, map)));
        counts.put(partition, byMap);
    }

    private SessionCount count(int partition, String map) {
        Instant now = GridTime.of(member).instant();
        long[] sums = new long[2];
        try {
            partitions
                    .visit(partition, map, (key, session) -> {
                        if (!session.isGoneAt(now)) {
                            sums[0]++;
                            sums[1] += session.weight();
                        }
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return new SessionCount(sums[0], sums[1]);
    }

    /** The setting {@code mapName} allows any name; sessions are always kept as objects. */
    private List<String> sessionMaps() {
        return member.getDistributedObjects().stream()
                .filter(IMap.class::isInstance)
                .map(DistributedObject::getName)
                .filter(name -> member.getConfig().findMapConfig(name).getInMemoryFormat() == InMemoryFormat.OBJECT)
                .toList();
    }
}
