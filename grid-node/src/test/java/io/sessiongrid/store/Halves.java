package io.sessiongrid.store;

import static org.awaitility.Awaitility.await;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two halves of one grid in this JVM: each takes the members of the other for dead, as after the loss of the network
 * between them, and they do not look for each other until they are told to.
 */
record Halves(List<HazelcastInstance> larger, List<HazelcastInstance> smaller) {
    /** Hazelcast compares replicas every so many seconds only. */
    private static final Duration SETTLING = Duration.ofMinutes(2);

    /** Returns when both halves have settled. */
    void split() {
        larger.forEach(here -> smaller.forEach(there -> {
            suspect(here, there);
            suspect(there, here);
        }));
        awaitMembers(larger, larger.size());
        awaitMembers(smaller, smaller.size());
        awaitSafe(larger);
        awaitSafe(smaller);
    }

    private static void suspect(HazelcastInstance member, HazelcastInstance other) {
        ClusterServiceImpl cluster = LocalGrid.node(member).getClusterService();
        Member suspect = cluster.getMember(other.getCluster().getLocalMember().getUuid());
        // Null if the member has noticed already that the connection was closed.
        if (suspect != null) {
            cluster.suspectMember(suspect, "the network is cut", true);
        }
    }

    /**
     * Has the smaller half look for the larger one, as it does by itself every few seconds, and waits until they are
     * one.
     */
    void heal() {
        Node oldest = LocalGrid.node(smaller.get(0));
        await().atMost(SETTLING).until(() -> {
            if (maySearch(oldest.getClusterService())) {
                oldest.getJoiner().searchForOtherClusters();
            }
            return smaller.get(0).getCluster().getMembers().size() == larger.size() + smaller.size();
        });
        awaitMembers(Stream.concat(larger.stream(), smaller.stream()).toList(), larger.size() + smaller.size());
    }

    /** As Hazelcast's own search: never while a merge is under way. */
    private static boolean maySearch(ClusterServiceImpl cluster) {
        return cluster.isJoined()
                && cluster.isMaster()
                && cluster.getClusterState().isJoinAllowed();
    }

    private static void awaitMembers(List<HazelcastInstance> members, int expected) {
        members.forEach(member -> await().atMost(SETTLING)
                .until(() -> member.getCluster().getMembers().size() == expected));
    }

    /** Partitions have found their owners and backups again. */
    static void awaitSafe(List<HazelcastInstance> members) {
        members.forEach(member -> await().atMost(SETTLING)
                .until(() -> member.getPartitionService().isClusterSafe()));
    }
}
