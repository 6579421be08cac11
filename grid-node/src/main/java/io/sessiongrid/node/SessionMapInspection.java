package io.sessiongrid.node;

import com.hazelcast.client.config.ClientConfig;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.store.HazelcastSessionStore;
import io.sessiongrid.store.SessionMapCheck;
import io.sessiongrid.store.UnfitGridException;
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
     * configuration for it is given ours. A grid that does not answer is judged when it does, by the first request.
     *
     * @param client null if this JVM is a member, or uses an instance that it did not start
     * @throws GridSettingsException if the map would lose sessions, or members lack our classes
     */
    static void require(@Nullable ClientConfig client, HazelcastSessionStore store, String mapName) {
        if (client != null) {
            refuse(SessionMapCheck.problems(client, mapName));
        }
        try {
            store.requireFitGrid();
        } catch (SessionStoreException e) {
            if (e.getCause() instanceof UnfitGridException unfit) {
                refuse(unfit.problems());
            }
            log.log(Level.WARNING, "Could not look at map {0} yet: {1}", mapName, e.getMessage());
        }
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new GridSettingsException(problems);
        }
    }
}
