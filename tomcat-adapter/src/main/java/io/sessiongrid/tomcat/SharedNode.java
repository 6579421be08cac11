package io.sessiongrid.tomcat;

import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.node.GridSettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.catalina.Server;

/** The place in the grid that all applications of a Tomcat server share: begins with the first, ends with the last. */
final class SharedNode implements AutoCloseable {
    /** Guarded by itself; a server is in it only while it has applications in the grid. */
    private static final Map<Server, SharedNode> NODES = new HashMap<>();

    private final Server server;
    private final GridNode node;
    private int users;

    private SharedNode(Server server, GridNode node) {
        this.server = server;
        this.node = node;
    }

    /**
     * To be closed as often as it was asked for.
     *
     * @throws GridSettingsException if the settings cannot be used, or contradict those of another application
     */
    static SharedNode of(Server server, GridSettings settings) {
        synchronized (NODES) {
            SharedNode shared = NODES.get(server);
            if (shared == null) {
                shared = new SharedNode(server, startDetached(settings));
                NODES.put(server, shared);
            } else {
                shared.requireAgreement(settings);
            }
            shared.users++;
            return shared;
        }
    }

    /** Threads that start here must not keep the application in memory whose start this happens to be. */
    private static GridNode startDetached(GridSettings settings) {
        Thread thread = Thread.currentThread();
        ClassLoader application = thread.getContextClassLoader();
        thread.setContextClassLoader(SharedNode.class.getClassLoader());
        try {
            return GridNode.start(settings);
        } finally {
            thread.setContextClassLoader(application);
        }
    }

    private void requireAgreement(GridSettings settings) {
        GridSettings first = node.settings();
        if (!Objects.equals(place(first), place(settings))) {
            throw new GridSettingsException(List.of("this application has " + place(settings)
                    + ", and another application of this server has " + place(first)
                    + "; all applications of a server share one place in the grid, so give all the same"));
        }
    }

    private static String place(GridSettings settings) {
        return "mode " + settings.mode() + ", configLocation " + settings.configLocation() + ", instanceName "
                + settings.instanceName();
    }

    GridNode node() {
        return node;
    }

    @Override
    public void close() {
        synchronized (NODES) {
            users--;
            if (users == 0) {
                NODES.remove(server);
                node.close();
            }
        }
    }
}
