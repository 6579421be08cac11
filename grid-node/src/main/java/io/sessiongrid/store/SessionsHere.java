package io.sessiongrid.store;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import java.util.AbstractMap.SimpleImmutableEntry;
import org.jspecify.annotations.Nullable;

/** Reads the sessions of one map that this process keeps, without leaving the thread of the request. Thread-safe. */
final class SessionsHere {
    private final HazelcastInstance hazelcast;
    private final String mapName;
    private final OwnPartitions partitions;

    private SessionsHere(HazelcastInstance hazelcast, String mapName) {
        this.hazelcast = hazelcast;
        this.mapName = mapName;
        this.partitions = new OwnPartitions(hazelcast);
    }

    /**
     * Null if this process keeps none, or may not say so alone: Hazelcast refuses operations on a protected map while
     * there are too few members ({@code minimumMembers}).
     */
    static @Nullable SessionsHere of(HazelcastInstance hazelcast, String mapName) {
        return hazelcast.getLocalEndpoint() instanceof Member
                        && hazelcast.getConfig().findMapConfig(mapName).getSplitBrainProtectionName() == null
                ? new SessionsHere(hazelcast, mapName)
                : null;
    }

    /**
     * The answer of this member; null if another has to be asked, or may have to.
     *
     * @throws com.hazelcast.spi.exception.RetryableHazelcastException if what this member holds may be old
     */
    @Nullable
    OpenedReply answer(String key, OpenSession question) {
        OwnPartitions.Found found = partitions.read(mapName, key);
        if (found == null) {
            return null;
        }
        question.setHazelcastInstance(hazelcast);
        return question.process(new SimpleImmutableEntry<>(key, found.session()));
    }
}
