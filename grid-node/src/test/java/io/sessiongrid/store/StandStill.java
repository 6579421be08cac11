package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Occupies all partition threads of a member for a while: its other threads, and all heartbeats, go on. */
final class StandStill {
    /** More than a member has threads, as each call is for a partition by chance. */
    private static final int CALLS = 16;

    private static volatile CountDownLatch end = new CountDownLatch(0);

    private record Occupy() implements EntryProcessor<String, Integer, Integer> {
        @Override
        public Integer process(Map.Entry<String, Integer> entry) {
            try {
                return end.await(1, TimeUnit.MINUTES) ? 1 : 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }
    }

    private StandStill() {}

    /** Returns when {@code work} has. */
    static void during(HazelcastInstance member, Runnable work) {
        end = new CountDownLatch(1);
        for (int i = 0; i < CALLS; i++) {
            member.<String, Integer>getMap("standstill")
                    .submitToKey(LocalGrid.idOwnedBy(member).key(), new Occupy());
        }
        try {
            work.run();
        } finally {
            end.countDown();
        }
    }
}
