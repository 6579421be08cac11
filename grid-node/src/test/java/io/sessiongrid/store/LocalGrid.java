package io.sessiongrid.store;

import static org.awaitility.Awaitility.await;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig;
import com.hazelcast.client.config.RoutingMode;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.EntryView;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.internal.services.DistributedObjectNamespace;
import com.hazelcast.map.IMap;
import com.hazelcast.map.impl.MapService;
import io.sessiongrid.contract.FreePorts;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionRecord;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

/** A grid of its own in this JVM, whose members listen on 127.0.0.1 and find each other by their ports. */
final class LocalGrid implements AutoCloseable {
    static final String MAP = "sessions-shop";

    /** Longer than any call takes on a busy machine; what a test waits is another matter. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int PORTS = 3;

    private final String name = "grid-" + UUID.randomUUID();
    private static final SecureRandom RANDOM = new SecureRandom();
    private final List<HazelcastInstance> clients = new ArrayList<>();
    private final List<HazelcastInstance> members = new ArrayList<>();
    private final List<String> addresses;
    private final int firstPort;
    private final int partitions;
    private int minimumMembers;

    /** As few partitions as tell one from another, because they start quickly. */
    LocalGrid() {
        this(31);
    }

    LocalGrid(int partitions) {
        this.partitions = partitions;
        firstPort = FreePorts.first(PORTS);
        addresses = IntStream.range(firstPort, firstPort + PORTS)
                .mapToObj(port -> "127.0.0.1:" + port)
                .toList();
    }

    /** The members that start from now on serve no session as long as they are fewer. */
    LocalGrid requiring(int members) {
        minimumMembers = members;
        return this;
    }

    /** Starts a member, and waits until every partition has its backup if there is another. */
    HazelcastInstance startMember() {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config());
        members.add(member);
        await().atMost(PATIENCE).until(() -> member.getPartitionService().isClusterSafe());
        return member;
    }

    private Config config() {
        Config config = new Config();
        config.setClusterName(name);
        config.setProperty("hazelcast.partition.count", Integer.toString(partitions))
                .setProperty("hazelcast.operation.thread.count", "2")
                .setProperty("hazelcast.io.thread.count", "1")
                .setProperty("hazelcast.operation.backup.timeout.millis", "500")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.socket.bind.any", "false")
                // Tests set the cluster's clock, by which members would otherwise give each other up.
                .setProperty("hazelcast.max.no.heartbeat.seconds", "100000")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().setPort(firstPort).setPortCount(PORTS);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        var join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(addresses);
        config.addMapConfig(SessionMapConfig.named("sessions-*"));
        if (minimumMembers > 0) {
            MinimumMembers.require(config, minimumMembers);
        }
        ConfirmedWrites.require(config);
        return config;
    }

    /** Starts a client, which need not find a member yet. */
    HazelcastInstance startClient() {
        return startClient(clientConfig());
    }

    /** The same, of this member only, as long as it is there. */
    HazelcastInstance startClientOf(HazelcastInstance member) {
        ClientConfig config = clientConfig();
        var address = member.getCluster().getLocalMember().getAddress();
        config.getNetworkConfig()
                .setAddresses(List.of(address.getHost() + ":" + address.getPort()))
                .getClusterRoutingConfig()
                .setRoutingMode(RoutingMode.SINGLE_MEMBER);
        return startClient(config);
    }

    private ClientConfig clientConfig() {
        ClientConfig config = new ClientConfig();
        config.setClusterName(name);
        config.setProperty("hazelcast.logging.type", "none");
        ConfirmedWrites.require(config);
        config.getNetworkConfig().setAddresses(addresses);
        boolean membersCome = members.isEmpty();
        config.getConnectionStrategyConfig()
                .setAsyncStart(membersCome)
                .setReconnectMode(ClientConnectionStrategyConfig.ReconnectMode.ASYNC)
                .getConnectionRetryConfig()
                .setInitialBackoffMillis(100)
                .setMaxBackoffMillis(500);
        return config;
    }

    private HazelcastInstance startClient(ClientConfig config) {
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        clients.add(client);
        return client;
    }

    static HazelcastSessionStore storeOn(HazelcastInstance instance) {
        return new HazelcastSessionStore(instance, MAP, PATIENCE, new SessionMeters());
    }

    /** A new id of a session that this member will own. */
    static SessionId idOwnedBy(HazelcastInstance member) {
        while (true) {
            SessionId id = SessionId.generate(RANDOM);
            Member owner = member.getPartitionService().getPartition(id.key()).getOwner();
            // Null until the member has heard who owns what.
            if (owner != null && owner.localMember()) {
                return id;
            }
        }
    }

    /** The session as its owner keeps it. */
    static SessionRecord record(HazelcastInstance instance, SessionId id) {
        return Objects.requireNonNull(sessions(instance).get(id.key())).record();
    }

    /** Hazelcast compares backups with their owner by it, for instance before it drops what has expired. */
    static int contentHash(HazelcastInstance owner, SessionId id) {
        return sessions(owner).executeOnKey(id.key(), new ContentHash());
    }

    static boolean holds(HazelcastInstance instance, SessionId id) {
        return sessions(instance).containsKey(id.key());
    }

    /** How long the entry is to stay in the grid from its last change on. */
    static Duration timeToLive(HazelcastInstance instance, SessionId id) {
        EntryView<String, StoredSession> entry = sessions(instance).getEntryView(id.key());
        return Duration.ofMillis(Objects.requireNonNull(entry).getTtl());
    }

    /** When Hazelcast will drop the entry. */
    static Instant expiry(HazelcastInstance instance, SessionId id) {
        EntryView<String, StoredSession> entry = sessions(instance).getEntryView(id.key());
        return Instant.ofEpochMilli(Objects.requireNonNull(entry).getExpirationTime());
    }

    private static IMap<String, StoredSession> sessions(HazelcastInstance instance) {
        return instance.getMap(MAP);
    }

    /** How many changes the owner of this session has sent to the backup of its partition. */
    static long backups(HazelcastInstance owner, SessionId id) {
        int partition = owner.getPartitionService().getPartition(id.key()).getPartitionId();
        return node(owner)
                .getPartitionService()
                .getPartitionReplicaVersionManager()
                .getPartitionReplicaVersions(partition, new DistributedObjectNamespace(MapService.SERVICE_NAME, MAP))[
                0];
    }

    /** Sets the grid's clock, whose time the oldest member tells all others, and no other clock. */
    static void setClusterTime(HazelcastInstance oldest, Instant time) {
        makeClusterTimeJump(oldest, time);
        GridTime.of(oldest).set();
    }

    /** As if the clock of its computer were set, before Hazelcast has put that right. */
    static void makeClusterTimeJump(HazelcastInstance member, Instant time) {
        node(member).getClusterService().getClusterClock().setMasterTime(time.toEpochMilli());
    }

    static Instant clusterTime(HazelcastInstance member) {
        return GridTime.of(member).instant();
    }

    static Node node(HazelcastInstance member) {
        return ((HazelcastInstanceProxy) member).getOriginal().node;
    }

    @Override
    public void close() {
        clients.forEach(HazelcastInstance::shutdown);
        members.forEach(member -> member.getLifecycleService().terminate());
    }
}
