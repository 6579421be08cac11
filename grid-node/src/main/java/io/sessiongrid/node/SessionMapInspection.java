package io.sessiongrid.node;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.store.HazelcastSessionStore;
import io.sessiongrid.store.SessionMapConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Refuses a grid that would lose sessions by its configuration, before the first request meets it. */
final class SessionMapInspection {
    private static final Logger log = System.getLogger(SessionMapInspection.class.getName());

    private SessionMapInspection() {}

    /**
     * Looks at the session map as a member is configured to keep it; a member that has no configuration for it is given
     * ours. A grid that does not answer is not judged.
     *
     * @throws GridSettingsException if the map would lose sessions, or members lack our classes
     */
    static void require(HazelcastInstance hazelcast, HazelcastSessionStore store, String mapName) {
        try {
            List<String> problems = store.problems();
            if (problems == null) {
                hazelcast.getConfig().addMapConfig(SessionMapConfig.named(mapName));
            } else if (!problems.isEmpty()) {
                throw new GridSettingsException(problems);
            }
        } catch (SessionStoreException e) {
            if (e.getCause() instanceof HazelcastSerializationException) {
                throw new GridSettingsException(List.of(String.valueOf(e.getMessage())));
            }
            log.log(Level.WARNING, "Could not look at the configuration of map {0} yet: {1}", mapName, e.getMessage());
        }
    }
}
