package io.sessiongrid.contract;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.partition.IPartition;
import com.hazelcast.internal.partition.IPartitionService;
import com.hazelcast.internal.server.tcp.TcpServerConnection;
import com.hazelcast.spi.impl.operationexecutor.OperationExecutor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts what happens in members that run in this JVM, and stops them; by Hazelcast's internals, which nobody else may
 * use.
 */
record GridInsides(List<HazelcastInstance> members) {
    /** What the owner of this key's partition has executed there; in a partition there may be sessions of others. */
    long operations(String key) {
        return members.stream()
                .mapToLong(member -> {
                    IPartition partition = partition(member, key);
                    return partition.isLocal() ? operations(member, partition.getPartitionId()) : 0;
                })
                .sum();
    }

    /** Which of the members keeps this key. */
    int owner(String key) {
        return IntStream.range(0, members.size())
                .filter(index -> partition(members.get(index), key).isLocal())
                .findFirst()
                .orElseThrow();
    }

    /** What has passed between members, and between members and clients. */
    long bytes() {
        return members.stream().mapToLong(GridInsides::bytes).sum();
    }

    /** Until the gate is opened, no member answers a call to any map; all else goes on. */
    Gate standStill() {
        Gate gate = new Gate();
        members.forEach(member -> executor(member).executeOnPartitionThreads(() -> {
            try {
                gate.pass();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        return gate;
    }

    private static IPartition partition(HazelcastInstance member, String key) {
        IPartitionService partitions = node(member).getPartitionService();
        return partitions.getPartition(partitions.getPartitionId(key));
    }

    private static long operations(HazelcastInstance member, int partition) {
        return executor(member).getPartitionOperationRunners()[partition].executedOperationsCount();
    }

    /** A byte between two members is counted where it is read. */
    private static long bytes(HazelcastInstance member) {
        return node(member).getServer().getConnections().stream()
                .map(TcpServerConnection.class::cast)
                .mapToLong(connection -> connection.getChannel().bytesRead()
                        + (connection.isClient() ? connection.getChannel().bytesWritten() : 0))
                .sum();
    }

    private static OperationExecutor executor(HazelcastInstance member) {
        return node(member).getNodeEngine().getOperationService().getOperationExecutor();
    }

    private static Node node(HazelcastInstance member) {
        return ((HazelcastInstanceProxy) member).getOriginal().node;
    }
}
