package io.sessiongrid.server;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.cluster.Member;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import io.sessiongrid.node.HazelcastConfigs;
import io.sessiongrid.store.MemberInspection;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.MemberReports;
import io.sessiongrid.store.Reply;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A command's connection to the grid; never waits longer than it was told, and says what it waits for. */
final class GridClient implements AutoCloseable {
    /** For those who wait as long themselves, and know more about what is missing. */
    private static final Duration SPARE = Duration.ofSeconds(1);

    private final HazelcastInstance hazelcast;
    private final Duration timeout;
    private final Progress progress;

    private GridClient(HazelcastInstance hazelcast, Duration timeout, Progress progress) {
        this.hazelcast = hazelcast;
        this.timeout = timeout;
        this.progress = progress;
    }

    /**
     * Connects.
     *
     * @throws NoGridException if no member answers in time
     */
    static GridClient connect(GridOptions options, Progress progress) {
        ConsoleLog.silence();
        ClientConfig config = HazelcastConfigs.client(options.config()).config();
        CompletableFuture<Boolean> connected = new CompletableFuture<>();
        config.addListenerConfig(new ListenerConfig((LifecycleListener) event -> {
            if (event.getState() == LifecycleState.CLIENT_CONNECTED) {
                connected.complete(true);
            }
        }));
        config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);
        String grid = "cluster " + config.getClusterName() + " at "
                + String.join(", ", config.getNetworkConfig().getAddresses());
        GridClient client = new GridClient(HazelcastClient.newHazelcastClient(config), options.timeout(), progress);
        try {
            client.await("Looking for " + grid, connected);
        } catch (NoGridException e) {
            client.close();
            throw new NoGridException("No member of " + grid + " answered within "
                    + options.timeout().toSeconds()
                    + " s; is one running, and are --cluster-name and --members right?");
        }
        return client;
    }

    HazelcastInstance hazelcast() {
        return hazelcast;
    }

    Duration timeout() {
        return timeout;
    }

    Map<Member, Reply<MemberReport>> reports() {
        return await("Asking the members", MemberReports.ask(hazelcast, timeout));
    }

    /** How members keep session maps, by map. */
    Map<String, Map<Member, Reply<MemberInspection>>> inspections(Collection<String> maps) {
        Map<String, Map<Member, Reply<MemberInspection>>> inspections = new TreeMap<>();
        maps.forEach(map ->
                inspections.put(map, await("Comparing map " + map, MemberInspection.ask(hazelcast, map, timeout))));
        return inspections;
    }

    /**
     * As the other, of something that would itself wait for the grid.
     *
     * @throws NoGridException if it does not return in time
     */
    <T> T await(String what, Supplier<T> work) {
        return await(what, CompletableFuture.supplyAsync(work));
    }

    /** @throws NoGridException if there is no result in time */
    <T> T await(String what, CompletableFuture<T> result) {
        return progress.during(what, () -> {
            try {
                return result.get(timeout.plus(SPARE).toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new NoGridException(what + ": no answer within " + timeout.toSeconds() + " s");
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoGridException(what + ": interrupted");
            }
        });
    }

    @Override
    public void close() {
        hazelcast.getLifecycleService().terminate();
    }
}
