package io.sessiongrid.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.LocalMapStats;
import io.sessiongrid.contract.FreePorts;
import io.sessiongrid.session.Meter;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.store.SessionMapConfig;
import io.sessiongrid.store.SessionMaps;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A node that an app server starts")
class GridNodeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 10_000;
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final String cluster = "node-" + UUID.randomUUID();
    private final int port = FreePorts.first(3);

    @TempDir
    private Path directory;

    @AfterEach
    void stopMembers() {
        Hazelcast.getAllHazelcastInstances().stream()
                .filter(member -> member.getConfig().getClusterName().equals(cluster))
                .forEach(member -> member.getLifecycleService().terminate());
    }

    @Test
    void givesItsSessionMapToMembersThatHaveNone() throws Exception {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(bareConfig());
        try (GridNode client = GridNode.start(client())) {
            Sessions sessions = client.sessions("shop", getClass().getClassLoader());

            createSession(sessions);

            assertThat(member.getConfig().findMapConfig("sessions-shop").getInMemoryFormat())
                    .isEqualTo(InMemoryFormat.OBJECT);
            assertThat(member.getMap("sessions-shop").size()).isEqualTo(1);
        }
    }

    @Test
    void refusesMembersThatKeepTheMapInAnotherFormat() throws Exception {
        Config config = bareConfig();
        config.getMapConfig("sessions-*").setInMemoryFormat(InMemoryFormat.BINARY);
        Hazelcast.newHazelcastInstance(config);
        try (GridNode client = GridNode.start(client())) {
            assertThatThrownBy(() -> client.sessions("shop", getClass().getClassLoader()))
                    .isInstanceOf(GridSettingsException.class)
                    .hasMessageContaining("in-memory-format")
                    .hasMessageContaining("OBJECT");
        }
    }

    @Test
    @DisplayName("G11: starts while the grid is away, and uses it when it comes")
    void startsBeforeTheGrid() throws Exception {
        try (GridNode client = GridNode.start(client().with("timeout", "200ms"))) {
            Sessions sessions = client.sessions("shop", getClass().getClassLoader());
            assertThatThrownBy(() -> createSession(sessions)).isInstanceOf(SessionStoreException.class);

            Hazelcast.newHazelcastInstance(bareConfig());

            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> createSession(sessions));
        }
    }

    @Test
    void refusesAGridOfWhichOneMemberWouldLoseSessions() throws Exception {
        Hazelcast.newHazelcastInstance(joined(0));
        Hazelcast.newHazelcastInstance(joined(1));
        Hazelcast.newHazelcastInstance(losing(2));
        try (GridNode client = GridNode.start(client())) {
            assertThatThrownBy(() -> client.sessions("shop", getClass().getClassLoader()))
                    .isInstanceOf(GridSettingsException.class)
                    .hasMessageContaining("Member 127.0.0.1:" + (port + 2) + ": ")
                    .hasMessageContaining("<max-idle-seconds>60</max-idle-seconds>")
                    .hasMessageContaining("remove it");
        }
    }

    @Test
    void namesAMemberThatComesLaterAndDoesNotFit() throws Exception {
        Hazelcast.newHazelcastInstance(joined(0));
        try (GridNode client = GridNode.start(client())) {
            List<MeteredApplication> applications = new ArrayList<>();
            client.watch(application -> {
                applications.add(application);
                return () -> {};
            });
            Sessions sessions = client.sessions("shop", getClass().getClassLoader());
            MeteredApplication shop = applications.get(0);
            assertThat(shop.problems().get()).isEmpty();

            HazelcastInstance unfit = Hazelcast.newHazelcastInstance(losing(1));

            await().atMost(PATIENCE).until(() -> !shop.problems().get().isEmpty());
            assertThat(shop.problems().get())
                    .singleElement()
                    .asString()
                    .contains("Member 127.0.0.1:" + (port + 1), "max-idle-seconds", "remove it");
            assertThat(shop.meters().gauge(Meter.GRID_PROBLEMS)).isEqualTo(1);
            createSession(sessions);

            unfit.shutdown();

            await().atMost(PATIENCE).until(() -> shop.problems().get().isEmpty());
        }
    }

    @Test
    @DisplayName("names members that differ in how many backups they keep, and from what on they agree again")
    void namesMembersThatDiffer() throws Exception {
        Hazelcast.newHazelcastInstance(joined(0));
        Config more = joined(1);
        more.getMapConfig("sessions-*").setBackupCount(2);
        HazelcastInstance other = Hazelcast.newHazelcastInstance(more);
        List<MeteredApplication> applications = new CopyOnWriteArrayList<>();
        try (GridNode client = GridNode.start(client())) {
            client.watch(application -> {
                applications.add(application);
                return () -> {};
            });

            Sessions sessions = client.sessions("shop", getClass().getClassLoader());

            MeteredApplication shop = applications.get(0);
            assertThat(shop.problems().get())
                    .containsExactly("Members differ in <backup-count> of session map sessions-shop: 1 on 127.0.0.1:"
                            + port + ", 2 on 127.0.0.1:" + (port + 1) + "; write the same in the Hazelcast"
                            + " configuration of all, and restart those that change, one after the other");
            createSession(sessions);

            other.shutdown();

            await().atMost(PATIENCE).until(() -> shop.problems().get().isEmpty());
        }
    }

    @Test
    @DisplayName("names members that differ in when they give each other up")
    void namesMembersThatDifferInTheirHeartbeat() throws Exception {
        Hazelcast.newHazelcastInstance(joined(0));
        Config patient = joined(1);
        patient.setProperty("hazelcast.max.no.heartbeat.seconds", "61");
        Hazelcast.newHazelcastInstance(patient);
        List<MeteredApplication> applications = new CopyOnWriteArrayList<>();
        try (GridNode client = GridNode.start(client())) {
            client.watch(application -> {
                applications.add(application);
                return () -> {};
            });

            client.sessions("shop", getClass().getClassLoader());

            assertThat(applications.get(0).problems().get())
                    .singleElement()
                    .asString()
                    .startsWith("Members differ in property hazelcast.max.no.heartbeat.seconds: ")
                    .contains("61 on 127.0.0.1:" + (port + 1));
        }
    }

    @Test
    @DisplayName("G6: tells listeners once of a session that an operator ends, whatever server it was used on")
    void tellsListenersOnceOfASessionThatAnOperatorEnds() throws Exception {
        Hazelcast.newHazelcastInstance(joined(0));
        GridSettings settings = client().with("mapName", "carts").with("sweepInterval", "1s");
        List<Object> told = new CopyOnWriteArrayList<>();
        try (GridNode first = GridNode.start(settings);
                GridNode second = GridNode.start(settings);
                Sessions one = first.sessions("shop", getClass().getClassLoader());
                Sessions other = second.sessions("shop", getClass().getClassLoader())) {
            one.onExpired(use -> told.add(use.attribute("cart")));
            other.onExpired(use -> told.add(use.attribute("cart")));
            SessionId id = one.newId();
            try (SessionUse use = one.create(id, HALF_AN_HOUR)) {
                use.setAttribute("cart", "apples");
            }
            SessionMaps operator = new SessionMaps(second.hazelcast(), PATIENCE);

            assertThat(operator.end("carts", id.key())).isTrue();

            assertThat(isFound(one, id)).isFalse();
            assertThat(isFound(other, id)).isFalse();
            assertThat(operator.end("carts", id.key())).isFalse();
            await().atMost(PATIENCE).until(() -> !told.isEmpty());
            // Who is told of one that ends later has had time to be told of the first again.
            SessionId later = other.newId();
            try (SessionUse use = other.create(later, HALF_AN_HOUR)) {
                use.setAttribute("cart", "pears");
            }
            operator.end("carts", later.key());
            await().atMost(PATIENCE).until(() -> told.contains("pears"));
            assertThat(told).containsExactly("apples", "pears");
        }
    }

    private static boolean isFound(Sessions sessions, SessionId id) {
        try (SessionUse use = sessions.find(id)) {
            return use.isValid();
        }
    }

    @Test
    void watchesItsHeapAsLongAsItIsAMember() throws Exception {
        Path file = Files.writeString(directory.resolve("hazelcast.xml"), """
                <hazelcast xmlns="http://www.hazelcast.com/schema/config">
                    <cluster-name>%s</cluster-name>
                    <properties>
                        <property name="hazelcast.phone.home.enabled">false</property>
                        <property name="hazelcast.logging.type">none</property>
                        <property name="hazelcast.socket.bind.any">false</property>
                    </properties>
                    <network>
                        <port>%d</port>
                        <join><auto-detection enabled="false"/><multicast enabled="false"/></join>
                        <interfaces enabled="true"><interface>127.0.0.1</interface></interfaces>
                    </network>
                </hazelcast>
                """.formatted(cluster, port));

        try (GridNode node = GridNode.start(GridSettings.of(Map.of("configLocation", file.toString())))) {
            assertThat(node.isMember()).isTrue();
            assertThat(watchesHeap()).isTrue();
        }

        await().until(() -> !watchesHeap());
    }

    private static boolean watchesHeap() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("sessiongrid heap watch"));
    }

    @Test
    void refusesAnInstanceThatDoesNotRun() {
        assertThatThrownBy(() -> GridNode.start(GridSettings.of(Map.of("instanceName", "nobody"))))
                .isInstanceOf(GridSettingsException.class)
                .hasMessageContaining("instanceName is nobody")
                .hasMessageContaining("start it first");
    }

    @Test
    void refusesACodecThatThereIsNot() {
        assertThatThrownBy(() -> GridNode.start(GridSettings.of(Map.of("codec", "kyro"))))
                .hasMessageContaining("codec")
                .hasMessageContaining("kyro")
                .hasMessageContaining("java");
    }

    @Test
    void leavesAnInstanceAloneThatItDidNotStart() {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(bareConfig().setInstanceName(cluster));

        GridNode.start(GridSettings.of(Map.of("instanceName", cluster))).close();

        assertThat(member.getLifecycleService().isRunning()).isTrue();
    }

    @Test
    @DisplayName("G6: tells of ten thousand expired sessions once each, and keeps nothing of them")
    void letsGoOfTenThousandExpiredSessions() throws Exception {
        List<HazelcastInstance> members =
                List.of(Hazelcast.newHazelcastInstance(joined(0)), Hazelcast.newHazelcastInstance(joined(1)));
        try (GridNode client = GridNode.start(client().with("sweepInterval", "1s"))) {
            Sessions sessions = client.sessions("shop", getClass().getClassLoader());
            List<String> told = new CopyOnWriteArrayList<>();
            Set<Thread> tellers = ConcurrentHashMap.newKeySet();
            List<String> expected = IntStream.range(0, MANY)
                    .mapToObj(i -> shortSession(sessions, i))
                    .toList();
            assertThat(sessions.liveSessions()).isPositive();

            sessions.onExpired(use -> {
                tellers.add(Thread.currentThread());
                told.add(use.id().key() + " " + use.attribute("cart"));
            });

            await().atMost(PATIENCE).until(() -> told.size() >= MANY && sessions.sessionsInGrid() == 0);
            assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(tellers).as("threads do not grow with sessions").hasSizeLessThan(40);
            await().atMost(PATIENCE).until(() -> sessions.liveSessions() == 0);
            assertThat(sessions.list()).isEmpty();
            for (HazelcastInstance member : members) {
                LocalMapStats held = member.getMap("sessions-shop").getLocalMapStats();
                assertThat(held.getOwnedEntryCount() + held.getBackupEntryCount())
                        .isZero();
            }
        }
    }

    private static String shortSession(Sessions sessions, int cart) {
        SessionId id = sessions.newId();
        try (SessionUse use = sessions.create(id, Duration.ofSeconds(1))) {
            use.setAttribute("cart", cart);
        }
        return id.key() + " " + cart;
    }

    private static void createSession(Sessions sessions) {
        SessionId id = sessions.newId();
        try (SessionUse use = sessions.create(id, HALF_AN_HOUR)) {
            use.setAttribute("cart", "apples");
        }
        try (SessionUse use = sessions.find(id)) {
            assertThat(use.attribute("cart")).isEqualTo("apples");
        }
    }

    private GridSettings client() throws IOException {
        Path file = Files.writeString(directory.resolve("hazelcast-client.xml"), """
                <hazelcast-client xmlns="http://www.hazelcast.com/schema/client-config">
                    <cluster-name>%s</cluster-name>
                    <properties>
                        <property name="hazelcast.phone.home.enabled">false</property>
                        <property name="hazelcast.logging.type">none</property>
                    </properties>
                    <network><cluster-members><address>127.0.0.1:%d</address></cluster-members></network>
                    <connection-strategy>
                        <connection-retry><max-backoff-millis>200</max-backoff-millis></connection-retry>
                    </connection-strategy>
                </hazelcast-client>
                """.formatted(cluster, port));
        return GridSettings.of(Map.of("mode", "client", "configLocation", file.toString(), "timeout", "20s"));
    }

    /** A member that knows nothing of sessions. */
    private Config bareConfig() {
        Config config = new Config().setClusterName(cluster);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        return config;
    }

    /** A member of a grid of several. */
    private Config joined(int place) {
        Config config = bareConfig();
        config.getNetworkConfig().setPort(port + place);
        config.getNetworkConfig()
                .getJoin()
                .getTcpIpConfig()
                .setEnabled(true)
                .setMembers(List.of("127.0.0.1:" + port, "127.0.0.1:" + (port + 1), "127.0.0.1:" + (port + 2)));
        config.addMapConfig(SessionMapConfig.named("sessions-*"));
        return config;
    }

    private Config losing(int place) {
        Config config = joined(place);
        config.getMapConfig("sessions-*").setMaxIdleSeconds(60);
        return config;
    }
}
