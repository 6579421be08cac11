package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeState;
import com.hazelcast.internal.partition.InternalPartition;
import com.hazelcast.internal.partition.InternalPartitionService;
import com.hazelcast.internal.partition.PartitionReplica;
import com.hazelcast.internal.partition.PartitionReplicaVersionManager;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import com.hazelcast.internal.partition.operation.PartitionBackupReplicaAntiEntropyOperation;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.services.ServiceNamespace;
import com.hazelcast.map.impl.MapService;
import com.hazelcast.map.impl.record.Record;
import com.hazelcast.map.impl.recordstore.RecordStore;
import com.hazelcast.spi.impl.NodeEngine;
import com.hazelcast.spi.impl.PartitionSpecificRunnable;
import com.hazelcast.spi.impl.operationservice.Operation;
import io.sessiongrid.session.SessionRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that this member owns, seen from within: the only class that knows the inside of Hazelcast, because
 * its interfaces answer none of these questions without waiting.
 */
final class OwnPartitions {
    /** How often a member that leaves looks whether it has handed all over. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Node node;
    private final Map<Backup, CompletableFuture<Boolean>> questions = new ConcurrentHashMap<>();

    private record Backup(UUID member, int partition, int index) {}

    /** @param member in this JVM, not a client */
    OwnPartitions(HazelcastInstance member) {
        HazelcastInstanceImpl inside =
                member instanceof HazelcastInstanceProxy proxy ? proxy.getOriginal() : (HazelcastInstanceImpl) member;
        this.node = inside.node;
    }

    /** False once Hazelcast has ended the member, also where its listeners are not told, as on a fatal error. */
    boolean memberRuns() {
        return node.getState() != NodeState.SHUT_DOWN;
    }

    /**
     * Names the cluster that this member is one of: given by the first member of all, and kept as long as one of those
     * lives that have joined since, in both halves of a split. A member that joins others by a merge takes over theirs.
     *
     * @return null while it joins
     */
    @Nullable
    UUID clusterId() {
        return engine().getClusterService().getClusterId();
    }

    int all() {
        return partitions().getPartitionCount();
    }

    /** Empty as long as nobody has given the partitions owners, which happens when the first one is used. */
    List<Integer> owned() {
        return IntStream.range(0, all())
                .filter(id -> partitions().getPartition(id, false).isLocal())
                .boxed()
                .toList();
    }

    /** True if partitions move, or are about to, as far as this member knows; the oldest member knows of all. */
    boolean migrating() {
        return partitions().hasOnGoingMigrationLocal();
    }

    /**
     * Has the other members take all of them over, and the backups that are here; returns when they have, when nobody
     * is left, or when it is late.
     *
     * @return true if nothing is left here, so that the shutdown that follows has nothing to wait for
     */
    boolean handOver(Duration atMost) {
        InternalPartitionServiceImpl leaving = (InternalPartitionServiceImpl) partitions();
        long begin = System.nanoTime();
        boolean confirmed;
        do {
            // It waits for as long; a member that is not shutting down yet does not listen to the confirmation.
            confirmed = leaving.onShutdown(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } while (!confirmed
                && !isEmpty()
                && engine().getClusterService().getSize() > 1
                && System.nanoTime() - begin < atMost.toNanos());
        boolean empty = isEmpty();
        if (empty && engine().getClusterService().isJoined()) {
            // The oldest member confirms once only, and its shutdown would wait for that.
            leaving.onShutdownResponse();
        }
        return empty;
    }

    /** True if no partition is here, nor a backup of one. */
    private boolean isEmpty() {
        PartitionReplica here = PartitionReplica.from(node.getLocalMember());
        return IntStream.range(0, all())
                .noneMatch(id -> partitions().getPartition(id, false).isOwnerOrBackup(here));
    }

    /**
     * Whether each of so many backups of a partition is where it belongs and has every change; Hazelcast repairs one
     * that was found not to. Unanswered for as long as the member with the backup does not answer.
     */
    CompletableFuture<Boolean> hasBackups(int partition, int backups) {
        return onThreadOf(partition, () -> askBackups(partition, backups));
    }

    private CompletionStage<Boolean> askBackups(int partition, int backups) {
        CompletionStage<Boolean> all = CompletableFuture.completedFuture(true);
        for (int index = 1; index <= backups; index++) {
            all = all.thenCombine(askBackup(partition, index), Boolean::logicalAnd);
        }
        return all;
    }

    /** Of sessions of a map in a partition, as its thread asks. */
    List<String> keys(int partition, String mapName, Predicate<SessionRecord> wanted) {
        List<String> keys = new ArrayList<>();
        visitHere(partition, mapName, (key, session) -> {
            if (wanted.test(session)) {
                keys.add(key.get());
            }
        });
        return keys;
    }

    /** Shows every session of a map in a partition to {@code visitor}, with its key, on the thread of the partition. */
    CompletableFuture<Boolean> visit(
            int partition, String mapName, BiConsumer<Supplier<String>, SessionRecord> visitor) {
        return onThreadOf(partition, () -> CompletableFuture.completedFuture(visitHere(partition, mapName, visitor)));
    }

    private boolean visitHere(int partition, String mapName, BiConsumer<Supplier<String>, SessionRecord> visitor) {
        RecordStore<?> records = records(partition, mapName);
        if (records == null) {
            return false;
        }
        records.forEach(
                (key, record) -> {
                    if (record.getValue() instanceof StoredSession session) {
                        visitor.accept(() -> Objects.requireNonNull(engine().<String>toObject(key)), session.record());
                    }
                },
                false,
                false);
        return true;
    }

    /**
     * What is kept of a key.
     *
     * @param session null if there is nothing
     */
    record Found(@Nullable StoredSession session) {}

    /**
     * Reads a key on the thread of the caller: to have the partition's own thread do it costs ten times as much.
     *
     * <p>As good as an answer of that thread. The partition was this member's before and after, without a change in
     * between ({@code version}), and it was not about to move: while another member may take it over it is marked as
     * migrating here, until it is known here that it is another's.
     *
     * @return null if the key is another member's, or may be
     */
    @Nullable
    Found read(String mapName, String key) {
        Data data = engine().toData(key);
        InternalPartition partition = partitions().getPartition(partitions().getPartitionId(data), false);
        int version = partition.version();
        if (!isHere(partition)) {
            return null;
        }
        RecordStore<?> records = records(partition.getPartitionId(), mapName);
        Record<?> record = records == null ? null : records.getRecord(data);
        Object value = record == null ? null : record.getValue();
        boolean known = record == null || value instanceof StoredSession;
        return known && isHere(partition) && partition.version() == version ? new Found((StoredSession) value) : null;
    }

    /** In this order: one that has moved is another's before it is no longer marked. */
    private boolean isHere(InternalPartition partition) {
        return !partition.isMigrating() && partition.isLocal() && node.isRunning();
    }

    private @Nullable RecordStore<?> records(int partition, String mapName) {
        MapService maps = engine().getService(MapService.SERVICE_NAME);
        return maps.getMapServiceContext().getExistingRecordStore(partition, mapName);
    }

    /** A backup that has not answered yet is not asked again: when its member wakes it would answer all at once. */
    private CompletionStage<Boolean> askBackup(int partitionId, int index) {
        InternalPartition partition = partitions().getPartition(partitionId, false);
        PartitionReplica backup = partition.getReplica(index);
        if (!partition.isLocal()
                || partition.isMigrating()
                || backup == null
                || engine().getClusterService().getMember(backup.address(), backup.uuid()) == null) {
            return CompletableFuture.completedFuture(false);
        }
        Backup asked = new Backup(backup.uuid(), partitionId, index);
        CompletableFuture<Boolean> unanswered = questions.get(asked);
        return unanswered == null ? ask(asked, backup) : unanswered;
    }

    private CompletableFuture<Boolean> ask(Backup asked, PartitionReplica backup) {
        CompletableFuture<Boolean> answer =
                send(asked.partition(), asked.index(), backup).exceptionally(gone -> false);
        questions.put(asked, answer);
        return answer.whenComplete((confirmed, failure) -> questions.remove(asked));
    }

    /** As Hazelcast itself does it now and then: the owner sends its versions, and the backup compares. */
    private CompletableFuture<Boolean> send(int partitionId, int index, PartitionReplica backup) {
        PartitionReplicaVersionManager manager = partitions().getPartitionReplicaVersionManager();
        ConcurrentMap<ServiceNamespace, Long> versions = new ConcurrentHashMap<>();
        for (ServiceNamespace namespace : manager.getNamespaces(partitionId)) {
            versions.put(namespace, manager.getPartitionReplicaVersions(partitionId, namespace)[index - 1]);
        }
        Operation question = new PartitionBackupReplicaAntiEntropyOperation(versions, true)
                .setPartitionId(partitionId)
                .setReplicaIndex(index)
                .setServiceName(InternalPartitionService.SERVICE_NAME);
        return engine().getOperationService()
                .createInvocationBuilder(InternalPartitionService.SERVICE_NAME, question, backup.address())
                .setTryCount(1)
                .invoke();
    }

    private CompletableFuture<Boolean> onThreadOf(int partition, Supplier<CompletionStage<Boolean>> work) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        engine().getOperationService().execute(new OnPartitionThread(partition, () -> {
            try {
                work.get().whenComplete((answer, failure) -> {
                    if (failure == null) {
                        result.complete(answer);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }));
        return result;
    }

    private record OnPartitionThread(int partition, Runnable work) implements PartitionSpecificRunnable {
        @Override
        public int getPartitionId() {
            return partition;
        }

        @Override
        public void run() {
            work.run();
        }
    }

    private InternalPartitionService partitions() {
        return node.getPartitionService();
    }

    private NodeEngine engine() {
        return node.getNodeEngine();
    }
}
