package io.sessiongrid.jetty.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.jetty.GridSessionDataStoreFactory;
import io.sessiongrid.jetty.JettyGrid;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.AbstractSessionDataStore;
import org.eclipse.jetty.session.AbstractSessionDataStoreTest;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionDataStoreFactory;
import org.eclipse.jetty.session.TestableSessionManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Where our design promises something else than other stores do, the suite's test is replaced by one that says what.
 */
@DisplayName("Jetty's suite for session data stores, on our store,")
class GridSessionDataStoreSuiteTest extends AbstractSessionDataStoreTest {
    private static final String INSTANCE = "suite-" + UUID.randomUUID();
    private static final long AN_HOUR_MILLIS = 3_600_000;

    private static HazelcastInstance member;

    private String mapName = "";

    GridSessionDataStoreSuiteTest() throws Exception {}

    @BeforeAll
    static void startMember() {
        Config config = new Config(INSTANCE).setClusterName(INSTANCE);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().setPort(0);
        member = Hazelcast.newHazelcastInstance(config);
    }

    @AfterAll
    static void stopMember() {
        member.getLifecycleService().terminate();
    }

    @Override
    public SessionDataStoreFactory createSessionDataStoreFactory() {
        mapName = "sessions-" + UUID.randomUUID();
        return factory(mapName);
    }

    private static SessionDataStoreFactory factory(String map) {
        return new GridSessionDataStoreFactory(
                JettyGrid.install(new Server(), Map.of("instanceName", INSTANCE, "mapName", map)));
    }

    /** How many sessions the grid keeps of this test's application, past their time or not. */
    private int kept() {
        return member.getMap(mapName).size();
    }

    /** The store of another server: it shares the grid with the one under test, and nothing else. */
    private SessionDataStore elsewhere() throws Exception {
        SessionDataStore store = _factory.getSessionDataStore(_sessionManager);
        store.initialize(new SessionContext(_sessionManager));
        store.start();
        return store;
    }

    @Override
    public void persistSession(SessionData data) throws Exception {
        elsewhere().store(data.getId(), data);
    }

    @Override
    public void persistUnreadableSession(SessionData data) throws Exception {
        persistSession(data);
    }

    @Override
    public boolean checkSessionExists(SessionData data) throws Exception {
        return elsewhere().exists(data.getId());
    }

    @Override
    public boolean checkSessionPersisted(SessionData data) throws Exception {
        // Decoding takes the loader that is the thread's when a store starts.
        Thread.currentThread().setContextClassLoader(_contextClassLoader);
        SessionData saved = elsewhere().load(data.getId());
        return saved != null
                && saved.getCreated() == data.getCreated()
                && saved.getMaxInactiveMs() == data.getMaxInactiveMs()
                && saved.getKeys().equals(data.getKeys())
                && data.getKeys().stream().allMatch(name -> isCopy(saved.getAttribute(name), data.getAttribute(name)));
    }

    /** What is not equal to its copy, as classes of the suite are not, has at least a copy of its class. */
    private static boolean isCopy(@Nullable Object saved, Object value) {
        return value.equals(saved)
                || (!(value instanceof String)
                        && saved != null
                        && saved.getClass().getName().equals(value.getClass().getName()));
    }

    private SessionDataStore started() throws Exception {
        setUp();
        _server.start();
        return elsewhere();
    }

    private static SessionData expired(SessionDataStore store) throws Exception {
        long past = RECENT_TIMESTAMP - AN_HOUR_MILLIS;
        SessionData data = store.newSessionData("expired", past, past, past, AN_HOUR_MILLIS / 2);
        data.setExpiry(RECENT_TIMESTAMP);
        store.store(data.getId(), data);
        return data;
    }

    @Test
    @Override
    public void testLoadSessionExists() throws Exception {
        SessionDataStore store = started();
        SessionData data = store.newSessionData("222", 100, 300, 200, -1);
        store.store("222", data);

        SessionData loaded = elsewhere().load("222");

        assertThat(loaded.getCreated()).isEqualTo(100);
        // The grid keeps one time of access, the latest.
        assertThat(loaded.getAccessed()).isEqualTo(200);
    }

    @Test
    @Override
    @DisplayName("refuses a session past its time at load, as at every open")
    public void testLoadSessionExpired() throws Exception {
        SessionDataStore store = started();

        SessionData data = expired(store);

        assertThat(kept()).isEqualTo(1);
        assertThat(store.load(data.getId())).isNull();
    }

    @Test
    @Override
    @DisplayName("G9: keeps a session readable of which one attribute is not")
    public void testLoadSessionFails() throws Exception {
        SessionDataStore store = started();
        SessionData data = store.newSessionData("333", 100, 300, 200, -1);
        data.setAttribute("good", "yes");
        data.setAttribute("bad", fooOfTheApplication());
        store.store("333", data);

        SessionData loaded = withoutClassesOfTheApplication().load("333");

        assertThat(loaded.getAttribute("good")).isEqualTo("yes");
        assertThat(loaded.getAttribute("bad")).isNull();
    }

    private SessionDataStore withoutClassesOfTheApplication() throws Exception {
        TestableSessionManager stranger = new TestableSessionManager();
        stranger.setServer(_server);
        stranger.setSessionIdManager(_sessionIdManager);
        SessionDataStore store = _factory.getSessionDataStore(stranger);
        store.initialize(new SessionContext(stranger));
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        store.start();
        return store;
    }

    private Object fooOfTheApplication() throws Exception {
        return _contextClassLoader.loadClass("Foo").getDeclaredConstructor().newInstance();
    }

    @Test
    @Override
    @DisplayName("G16: confirms candidates for expiry, and finds none itself, as it holds no ids")
    public void testGetExpiredPersistedAndExpiredOnly() throws Exception {
        SessionDataStore store = started();

        SessionData data = expired(store);

        assertThat(store.getExpired(Set.of(data.getId()))).containsExactly(data.getId());
        assertThat(store.getExpired(Set.of())).isEmpty();
    }

    @Test
    @Override
    @DisplayName("G16: confirms a session of another server as expired, and names none that it was not asked for")
    public void testGetExpiredDifferentNode() throws Exception {
        SessionDataStore store = started();
        SessionDataStore other = elsewhere();
        SessionData data = expired(other);
        SessionData living = living(other, "living");

        assertThat(kept()).isEqualTo(2);
        assertThat(store.getExpired(Set.of())).isEmpty();
        assertThat(store.getExpired(Set.of(data.getId(), living.getId()))).containsExactly(data.getId());
    }

    @Test
    @Override
    @DisplayName("leaves orphans to the grid, and all sessions that are not past their time")
    public void testCleanOrphans() throws Exception {
        SessionDataStore store = started();
        SessionData data = expired(store);
        SessionData living = living(store, "living");
        SessionData immortal = store.newSessionData("immortal", 100, 300, 200, -1);
        store.store(immortal.getId(), immortal);
        assertThat(kept()).isEqualTo(3);

        ((AbstractSessionDataStore) store).cleanOrphans(Long.MAX_VALUE);

        assertThat(checkSessionExists(data)).isFalse();
        assertThat(checkSessionPersisted(living)).isTrue();
        assertThat(checkSessionPersisted(immortal)).isTrue();
    }

    private static SessionData living(SessionDataStore store, String id) throws Exception {
        long now = System.currentTimeMillis();
        SessionData data = store.newSessionData(id, now, now, now, AN_HOUR_MILLIS);
        data.setAttribute("a", "1");
        store.store(id, data);
        return data;
    }

    @Test
    @Override
    @DisplayName("knows only the sessions of its own application")
    public void testExistsDifferentContext() throws Exception {
        SessionDataStore store = started();
        SessionData data = store.newSessionData("444", 100, 300, 200, -1);
        store.store("444", data);

        SessionDataStore other = factory("sessions-of-another").getSessionDataStore(_sessionManager);
        other.initialize(new SessionContext(_sessionManager));
        other.start();

        assertThat(other.exists("444")).isFalse();
        assertThat(store.exists("444")).isTrue();
    }
}
