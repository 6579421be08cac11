package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.store.SessionMapConfig;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Starts the member for a moment, to hear what Hazelcast refuses by rules of its own: alone, where nobody finds it, and
 * without the listeners that it may have.
 */
final class TrialStart {
    private TrialStart() {}

    /** @param found is changed */
    static List<Finding> of(FoundConfig<Config> found) {
        Config config = found.config();
        if (config.getAdvancedNetworkConfig().isEnabled()) {
            return List.of();
        }
        String name = "doctor-" + UUID.randomUUID();
        config.setInstanceName(name).setClusterName(name).setListenerConfigs(List.of());
        // A member alone would be too few for it.
        config.setSplitBrainProtectionConfigs(Map.of());
        config.setProperty("hazelcast.logging.type", "none")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false");
        JoinConfig alone = new JoinConfig();
        alone.getMulticastConfig().setEnabled(false);
        alone.getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig()
                .setPublicAddress(null)
                .setPort(0)
                .setJoin(alone)
                .getInterfaces()
                .setEnabled(true)
                .setInterfaces(List.of("127.0.0.1"));
        SessionMapConfig.addTo(config, SessionMapConfig.PATTERN);
        return of(config, found.origin());
    }

    private static List<Finding> of(Config config, String origin) {
        HazelcastInstance member = null;
        try {
            member = Hazelcast.newHazelcastInstance(config);
            // Much is looked at when the first map is made.
            boolean unused = member.getMap(SessionMapConfig.PREFIX + "doctor").isEmpty();
            return List.of();
        } catch (RuntimeException e) {
            return List.of(Finding.error(
                    origin,
                    "no member starts with it: " + e.getMessage(),
                    "correct what it names; Hazelcast does not say at which line that is"));
        } finally {
            if (member != null) {
                member.getLifecycleService().terminate();
            }
        }
    }
}
