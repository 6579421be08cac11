package io.sessiongrid.node;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.config.Config;
import io.sessiongrid.store.FullHeap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Reads the Hazelcast configuration for this JVM as it was started, and lets the log know where it was found. */
final class HazelcastConfigs {
    private static final Logger log = System.getLogger(HazelcastConfigs.class.getName());

    private HazelcastConfigs() {}

    /** See {@link ConfigLookup#member}. */
    static Config member(@Nullable String location) {
        return logged(ConfigLookup.here().member(location));
    }

    /**
     * See {@link ConfigLookup#client}. Starts before the grid does and comes back when the grid does, whatever the file
     * says (G11).
     */
    static ClientConfig client(@Nullable String location) {
        ClientConfig config = logged(ConfigLookup.here().client(location));
        config.getConnectionStrategyConfig().setAsyncStart(true).setReconnectMode(ReconnectMode.ASYNC);
        return config;
    }

    /** Of a member that starts; what its file says about it counts more than a setting. */
    static void limitHeap(Config config, GridSettings settings) {
        config.getProperties().putIfAbsent(FullHeap.LIMIT, String.valueOf(settings.heapLimit()));
    }

    private static <C> C logged(FoundConfig<C> found) {
        log.log(Level.INFO, "Read the Hazelcast configuration {0}", found.origin());
        found.notes().forEach(note -> log.log(Level.WARNING, "{0}", note));
        return found.config();
    }
}
