package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a session takes of a member's heap, each copy counted. It promises nothing and is no part of the build;
 * docs/operations.md says how to run it, and what came of it.
 */
@DisplayName("The size of a session on members")
class SizeMeasurement {
    /** In bytes, of all sessions of one row: enough that nothing else matters. */
    private static final int PAYLOAD = 160_000_000;

    private static final int MOST_SESSIONS = 100_000;
    private static final int COPIES = 2;
    private static final int KILOBYTE = 1_024;

    private final SecureRandom random = new SecureRandom();

    @Test
    void ofSeveralShapes() {
        measure(0, 0);
        measure(1, 100);
        measure(20, 100);
        measure(200, 100);
        measure(20, 2 * KILOBYTE / 20);
        measure(20, 8 * KILOBYTE / 20);
        measure(20, 32 * KILOBYTE / 20);
    }

    /** On a grid of its own: sessions that ended would leave traces. */
    private void measure(int attributes, int size) {
        int payload = attributes * size;
        int count = payload == 0 ? MOST_SESSIONS : Math.min(MOST_SESSIONS, PAYLOAD / payload);
        try (LocalGrid grid = new LocalGrid(271)) {
            HazelcastInstance first = grid.startMember();
            grid.startMember();
            create(first, 1, attributes, size);
            long before = usedHeap();
            create(first, count, attributes, size);
            long each = (usedHeap() - before) / count / COPIES;
            System.out.printf(
                    "%,7d sessions of %3d attributes of %,5d bytes: %,6d bytes each copy, %,5d more than the values%n",
                    count, attributes, size, each, each - payload);
        }
    }

    private void create(HazelcastInstance member, int count, int attributes, int size) {
        SessionStore store = LocalGrid.storeOn(member);
        for (int i = 0; i < count; i++) {
            SessionId id = SessionId.generate(random);
            Map<String, AttributeChange> values = new HashMap<>();
            for (int attribute = 0; attribute < attributes; attribute++) {
                byte[] bytes = new byte[size];
                random.nextBytes(bytes);
                values.put("attribute" + attribute, new AttributeChange.Put(AttributeBytes.of(bytes)));
            }
            store.create(
                    id,
                    LocalGrid.clusterTime(member),
                    new SessionDelta(values, HALF_AN_HOUR, null),
                    new CommitId(1, random.nextLong()));
        }
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
