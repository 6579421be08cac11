package io.sessiongrid.node;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.store.HazelcastSessionStore;
import io.sessiongrid.store.SessionMapCheck;
import io.sessiongrid.store.SessionMapConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses a grid that would lose sessions by its configuration, before the first request meets it. */
final class SessionMapInspection {
    private static final Logger log = System.getLogger(SessionMapInspection.class.getName());

    private SessionMapInspection() {}

    /**
     * Looks at the session map as this client and a member are configured to keep it; a member that has no
     * configuration for it is given ours. A grid that does not answer is not judged.
     *
     * @param client null if this JVM is a member, or uses an instance that it did not start
     * @throws GridSettingsException if the map would lose sessions, or members lack our classes
     */
    static void require(
            HazelcastInstance hazelcast, @Nullable ClientConfig client, HazelcastSessionStore store, String mapName) {
        if (client != null) {
            refuse(SessionMapCheck.problems(client, mapName));
        }
        try {
            List<String> problems = store.problems();
            if (problems == null) {
                hazelcast.getConfig().addMapConfig(SessionMapConfig.named(mapName));
            } else {
                refuse(problems);
            }
        } catch (SessionStoreException e) {
            if (e.getCause() instanceof HazelcastSerializationException) {
                refuse(List.of(String.valueOf(e.getMessage())));
            }
            log.log(Level.WARNING, "Could not look at the configuration of map {0} yet: {1}", mapName, e.getMessage());
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new GridSettingsException(problems);
        }
    }
}
