package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.client.config.XmlClientConfigBuilder;
import com.hazelcast.client.properties.ClientProperty;
import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.map.impl.eviction.MapClearExpiredRecordsTask;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.partition.Partition;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.store.SessionMapCheck;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A grid with the files of config/")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedConfigTest {
    private static final String CLUSTER = "shipped-" + UUID.randomUUID();
    private static final int PORT = 17_501;

    private static final List<Supplier<RuntimeException>> FAILURES = List.of(
            () -> new IllegalStateException("planned"),
            () -> new ConcurrentModificationException("planned"),
            () -> new NoSuchElementException("planned"),
            () -> new DateTimeException("planned"),
            () -> new HazelcastException("planned"),
            () -> new HazelcastSerializationException("planned"),
            () -> new HazelcastInstanceNotActiveException("planned"),
            () -> new SessionStoreException("planned", null));

    private HazelcastInstance first;
    private HazelcastInstance second;
    private ClientConfig clientConfig;
    private HazelcastInstance client;

    @BeforeAll
    void start() throws IOException {
        first = Hazelcast.newHazelcastInstance(member());
        second = Hazelcast.newHazelcastInstance(member());
        clientConfig = new XmlClientConfigBuilder("../config/hazelcast-client.xml").build();
        assertThat(clientConfig.getNetworkConfig().getAddresses()).containsExactly("127.0.0.1");
        clientConfig.setClusterName(CLUSTER).getNetworkConfig().setAddresses(List.of("127.0.0.1:" + PORT));
        client = HazelcastClient.newHazelcastClient(clientConfig);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> client.getMap("sessions-shop").isEmpty() && ownsSomething(second));
    }

    @AfterAll
    void stop() {
        client.shutdown();
        second.getLifecycleService().terminate();
        first.getLifecycleService().terminate();
    }

    @Test
    void formsOfTheTcpAddressesInTheFileAlone() {
        JoinConfig join = first.getConfig().getNetworkConfig().getJoin();

        assertThat(first.getCluster().getMembers()).hasSize(2);
        assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
        assertThat(join.getTcpIpConfig().getMembers()).containsExactly("127.0.0.1");
        assertThat(join.isAutoDetectionEnabled()).isFalse();
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    }

    @Test
    void listensAtTheLoopbackAddressOnly() {
        int port = first.getCluster().getLocalMember().getAddress().getPort();

        assertThat(first.getCluster().getLocalMember().getAddress().getHost()).isEqualTo("127.0.0.1");
        // Any other loopback address would do if the member listened at all addresses.
        assertThatThrownBy(() -> new Socket("127.0.0.2", port)).isInstanceOf(ConnectException.class);
    }

    @Test
    void keepsSessionsAsTheDesignSays() {
        assertThat(first.getConfig().findMapConfig("sessions-shop").getInMemoryFormat())
                .isEqualTo(InMemoryFormat.OBJECT);
        assertThat(SessionMapCheck.problems(first.getConfig(), "sessions-shop")).isEmpty();
        assertThat(SessionMapCheck.warnings(first.getConfig(), "sessions-shop")).isEmpty();
    }

    @Test
    void servesMapsToItsClients() {
        IMap<Integer, byte[]> map = client.getMap("sessions-shop");
        IntStream.range(0, 50).forEach(key -> map.set(key, new byte[] {(byte) key}));

        assertThat(IntStream.range(0, 50))
                .allMatch(key -> second.getMap("sessions-shop").containsKey(key));
        assertThat(first.getMap("sessions-shop").getLocalMapStats().getBackupEntryCount()
                        + second.getMap("sessions-shop").getLocalMapStats().getBackupEntryCount())
                .isEqualTo(50);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void letsMembersTellEachOtherWhatWentWrong(int failure) {
        CompletionStage<Object> call = first.<Integer, Object>getMap("sessions-shop")
                .submitToKey(keyOf(second), new FailingProcessor(failure));

        assertThat(call)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withRootCauseInstanceOf(FAILURES.get(failure).get().getClass());
    }

    static IntStream failures() {
        return IntStream.range(0, FAILURES.size());
    }

    @Test
    void refusesAllOtherJavaObjects() {
        IMap<Integer, Object> map = client.getMap("things");
        map.set(keyOf(second), new AtomicInteger(1));

        assertThatThrownBy(() -> second.getMap("things").get(keyOf(second)))
                .hasStackTraceContaining("Resolving class java.util.concurrent.atomic.AtomicInteger is not allowed");
        assertThatThrownBy(() -> map.get(keyOf(second)))
                .hasStackTraceContaining("Resolving class java.util.concurrent.atomic.AtomicInteger is not allowed");
    }

    @Test
    void waitsForTheGridInTheBackground() {
        ClientConnectionStrategyConfig strategy = clientConfig.getConnectionStrategyConfig();

        assertThat(strategy.isAsyncStart()).isTrue();
        assertThat(strategy.getReconnectMode()).isEqualTo(ReconnectMode.ASYNC);
        assertThat(strategy.getConnectionRetryConfig().getClusterConnectTimeoutMillis())
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "hazelcast.phone.home.enabled, false, true, true",
        "hazelcast.socket.bind.any, false, true, false",
        "hazelcast.shutdownhook.policy, GRACEFUL, true, false",
        "hazelcast.graceful.shutdown.max.wait, 60, true, false",
        "hazelcast.operation.backup.timeout.millis, 1000, true, false",
        "hazelcast.client.heartbeat.timeout, 3000, false, true",
        "hazelcast.client.invocation.timeout.seconds, 2, false, true",
        "hazelcast.internal.map.expiration.cleanup.percentage, 100, true, false",
    })
    void hasTheTimings(String property, String value, boolean onMembers, boolean onClients) {
        assertThat(first.getConfig().getProperty(property)).isEqualTo(onMembers ? value : null);
        assertThat(clientConfig.getProperty(property)).isEqualTo(onClients ? value : null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hazelcast.xml", "hazelcast-client.xml"})
    void isPackedAsItIs(String name) throws IOException {
        try (InputStream packed = Setting.class.getResourceAsStream("/sessiongrid/" + name)) {
            assertThat(packed).hasSameContentAs(Files.newInputStream(Path.of("../config", name)));
        }
    }

    @Test
    void namesOnlyPropertiesThatHazelcastKnows() throws IllegalAccessException {
        Set<String> known = new HashSet<>(Set.of(MapClearExpiredRecordsTask.PROP_CLEANUP_PERCENTAGE));
        for (Class<?> names : List.of(ClusterProperty.class, ClientProperty.class)) {
            for (Field field : names.getFields()) {
                known.add(((HazelcastProperty) field.get(null)).getName());
            }
        }

        assertThat(known).containsAll(first.getConfig().getProperties().stringPropertyNames());
        assertThat(known).containsAll(clientConfig.getProperties().stringPropertyNames());
    }

    private static int keyOf(HazelcastInstance owner) {
        return IntStream.iterate(0, key -> key + 1)
                .filter(key -> isOwnedBy(owner, owner.getPartitionService().getPartition(key)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean ownsSomething(HazelcastInstance member) {
        return member.getPartitionService().getPartitions().stream().anyMatch(each -> isOwnedBy(member, each));
    }

    private static boolean isOwnedBy(HazelcastInstance member, Partition partition) {
        return member.getCluster().getLocalMember().equals(partition.getOwner());
    }

    private static Config member() throws IOException {
        Config config = Config.loadFromFile(new File("../config/hazelcast.xml"));
        config.setClusterName(CLUSTER).getNetworkConfig().setPort(PORT);
        config.getSerializationConfig()
                .addDataSerializableFactory(FailingProcessor.FACTORY, id -> new FailingProcessor(0));
        return config;
    }

    private static final class FailingProcessor
            implements EntryProcessor<Integer, Object, Object>, IdentifiedDataSerializable {
        static final int FACTORY = 77;
        private int failure;

        FailingProcessor(int failure) {
            this.failure = failure;
        }

        @Override
        public Object process(Map.Entry<Integer, Object> entry) {
            throw FAILURES.get(failure).get();
        }

        @Override
        public int getFactoryId() {
            return FACTORY;
        }

        @Override
        public int getClassId() {
            return 1;
        }

        @Override
        public void writeData(ObjectDataOutput out) throws IOException {
            out.writeInt(failure);
        }

        @Override
        public void readData(ObjectDataInput in) throws IOException {
            failure = in.readInt();
        }
    }
}
