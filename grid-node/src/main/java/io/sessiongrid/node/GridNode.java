package io.sessiongrid.node;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.config.Config;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import io.sessiongrid.attribute.AttributeCodec;
import io.sessiongrid.attribute.AttributeCodecProvider;
import io.sessiongrid.attribute.AttributeFilter;
import io.sessiongrid.session.Meter;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.store.ConfirmedWrites;
import io.sessiongrid.store.HazelcastSessionStore;
import io.sessiongrid.store.MemberState;
import io.sessiongrid.web.SessionRules;
import io.sessiongrid.web.Sessions;
import io.sessiongrid.web.SteadyClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * This JVM's place in the grid, as a member or as a client; what an app server starts once for all its applications.
 * Thread-safe.
 */
public final class GridNode implements AutoCloseable {
    private static final Logger log = System.getLogger(GridNode.class.getName());

    /** How long a client waits at its start for a grid; if there is none yet, it starts all the same (G11). */
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(5);

    private final GridSettings settings;
    private final HazelcastInstance hazelcast;
    private final boolean owned;
    private final @Nullable ClientConfig clientConfig;
    private final @Nullable HeapWatch heapWatch;
    private final RunningApplications applications = new RunningApplications();

    private GridNode(
            GridSettings settings, HazelcastInstance hazelcast, boolean owned, @Nullable ClientConfig clientConfig) {
        this.settings = settings;
        this.hazelcast = hazelcast;
        this.owned = owned;
        this.clientConfig = clientConfig;
        this.heapWatch = owned && isMember() ? HeapWatch.start() : null;
        watch(application -> SessionsBean.show(application, hazelcast.getName()));
    }

    /**
     * Starts a member or a client, or takes the instance that the settings name.
     *
     * @throws GridSettingsException if the settings, or the Hazelcast configuration that they name, cannot be used
     */
    public static GridNode start(GridSettings settings) {
        codec(settings);
        settings.notes().forEach(note -> log.log(Level.WARNING, note));
        log.log(Level.INFO, "Started with " + settings.describe());
        String instanceName = settings.instanceName();
        if (settings.minimumMembers() != null
                && (instanceName != null || settings.mode() == GridSettings.Mode.CLIENT)) {
            log.log(Level.WARNING, "minimumMembers has no effect here, where no member starts; set it for the members");
        }
        if (instanceName != null) {
            return new GridNode(settings, running(instanceName), false, null);
        }
        if (settings.mode() == GridSettings.Mode.EMBEDDED) {
            return new GridNode(settings, member(settings), true, null);
        }
        ClientConfig config = HazelcastConfigs.client(settings.configLocation()).config();
        // Starts before the grid does and comes back when the grid does, whatever the file says (G11).
        config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);
        ConfirmedWrites.require(config);
        return new GridNode(settings, client(config), true, config);
    }

    private static HazelcastInstance running(String name) {
        HazelcastInstance member = Hazelcast.getHazelcastInstanceByName(name);
        HazelcastInstance running = member == null ? HazelcastClient.getHazelcastClientByName(name) : member;
        if (running == null) {
            throw new GridSettingsException(List.of("instanceName is " + name
                    + "; expected the name of a Hazelcast instance that runs in this JVM: start it first, or remove the"
                    + " setting to have one started"));
        }
        return running;
    }

    private static HazelcastInstance member(GridSettings settings) {
        FoundConfig<Config> found = HazelcastConfigs.member(settings.configLocation());
        Config config = found.config();
        HazelcastConfigs.prepare(config, settings);
        // The container decides when to leave: after its requests are answered (G20).
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        MemberState.of(member).configuredBy(found.origin());
        return member;
    }

    private static HazelcastInstance client(ClientConfig config) {
        CountDownLatch connected = new CountDownLatch(1);
        config.addListenerConfig(new ListenerConfig((LifecycleListener) event -> {
            if (event.getState() == LifecycleState.CLIENT_CONNECTED) {
                connected.countDown();
            }
        }));
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        FloodGate.guardClients();
        try {
            if (!connected.await(FIRST_CONNECTION.toMillis(), TimeUnit.MILLISECONDS)) {
                log.log(
                        Level.WARNING,
                        "No member of cluster {0} answered yet; requests that use a session get status 503 until one does",
                        config.getClusterName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return client;
    }

    /**
     * The sessions of one application.
     *
     * @param application its name in the grid (see {@link GridSettings#applicationName}), unless the settings give it
     *     one
     * @param loader finds the classes of the application
     * @throws GridSettingsException if members, as far as they can be reached now, keep the session map in a way that
     *     would lose sessions; the message names what to change
     */
    public Sessions sessions(String application, ClassLoader loader) {
        return sessions(settings, application, loader);
    }

    /** The same for an application with settings of its own; those that say how to reach the grid have no effect. */
    public Sessions sessions(GridSettings settings, String application, ClassLoader loader) {
        String name = settings.applicationOr(application);
        String mapName = settings.mapNameFor(name);
        SessionMeters meters = new SessionMeters();
        HazelcastSessionStore store = new HazelcastSessionStore(hazelcast, mapName, settings.timeout(), meters);
        Handshake handshake = new Handshake(hazelcast, mapName, settings.timeout());
        handshake.require();
        SessionMapInspection.require(clientConfig, store, mapName);
        meters.gauge(Meter.GRID_PROBLEMS, () -> handshake.problems().size());
        log.log(Level.INFO, "Kept sessions of application {0} in map {1}", application, mapName);
        Sessions sessions =
                new Sessions(store, rules(settings), codec(settings), loader, SteadyClock.ofThisComputer(), meters);
        sessions.onClose(handshake.listen());
        sessions.onClose(applications.begin(new MeteredApplication(name, meters, handshake::problems)));
        return sessions;
    }

    /**
     * Tells of the applications that run here, now and later, so that their meters can be shown.
     *
     * @param watcher is given each; what it answers is run when that application ends
     */
    public void watch(Function<MeteredApplication, Runnable> watcher) {
        applications.watch(watcher);
    }

    private static AttributeCodec codec(GridSettings settings) {
        return AttributeCodecProvider.named(settings.codec())
                .create(AttributeFilter.of(String.join(",", settings.allowedClasses())));
    }

    private static SessionRules rules(GridSettings settings) {
        Integer most = settings.maxLiveSessions();
        return new SessionRules(
                settings.timeout(),
                settings.sticky(),
                settings.touchInterval(),
                settings.detectChanges(),
                settings.unreadableAttribute(),
                most == null ? null : most.longValue(),
                settings.liveSessionIdle(),
                settings.principalAttribute(),
                settings.maxLifetime(),
                settings.sweepInterval(),
                settings.mostLocalSessions());
    }

    /** True if this JVM itself keeps sessions, in its heap. */
    public boolean isMember() {
        return clientConfig == null && Hazelcast.getHazelcastInstanceByName(hazelcast.getName()) != null;
    }

    public GridSettings settings() {
        return settings;
    }

    /**
     * The instance itself, for operators' tools; null never, and shut down by {@link #close} if it was started here.
     */
    public HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** Hands over what this member holds and leaves. An instance that was running before goes on. */
    @Override
    public void close() {
        if (!owned) {
            return;
        }
        if (heapWatch != null) {
            heapWatch.close();
        }
        try {
            if (clientConfig == null && hazelcast.getLifecycleService().isRunning()) {
                MemberState.of(hazelcast).leaving();
            }
            hazelcast.shutdown();
        } catch (HazelcastClientOfflineException e) {
            // A client that was looking for the map while there is no grid; it is shut down all the same.
            log.log(Level.DEBUG, "Left a grid that was away", e);
        }
    }
}
