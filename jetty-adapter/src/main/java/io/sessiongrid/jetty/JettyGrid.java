package io.sessiongrid.jetty;

import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.node.GridSettingsException;
import io.sessiongrid.web.Sessions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Makes all contexts of a Jetty server keep their sessions in the grid.
 *
 * <p>The node starts with the first context that has sessions, and leaves the grid when the server has stopped: after
 * its connectors and all of its contexts, in whatever order they were added. With a {@code GracefulHandler} and a stop
 * timeout, Jetty answers running requests before.
 */
public final class JettyGrid implements LifeCycle.Listener {
    private final GridSettings settings;
    private final GridSessionIdManager ids;
    private @Nullable GridNode node;

    private JettyGrid(Server server, GridSettings settings) {
        this.settings = settings;
        this.ids = new GridSessionIdManager(server);
    }

    /**
     * To be called before the server starts. System properties and environment variables are looked at too, and win.
     *
     * @param settings names and texts as in {@code docs/settings.md}
     * @throws GridSettingsException if a name or a value is wrong
     */
    public static JettyGrid install(Server server, Map<String, String> settings) {
        return install(server, GridSettings.resolve(settings, System.getProperties(), System.getenv()));
    }

    /** To be called before the server starts. */
    public static JettyGrid install(Server server, GridSettings settings) {
        JettyGrid grid = new JettyGrid(server, settings);
        server.addEventListener(grid);
        server.addBean(grid.ids);
        server.addBean(new GridSessionDataStoreFactory(grid));
        server.addBean(new GridSessionCacheFactory(grid));
        return grid;
    }

    /**
     * The route that is appended to session ids, by which a load balancer finds this server again; required if
     * {@code sticky} is true. Without one, ids have no route.
     */
    public JettyGrid setWorkerName(String workerName) {
        ids.setWorkerName(workerName);
        return this;
    }

    /**
     * This server's place in the grid; started if it was not.
     *
     * @throws GridSettingsException if it cannot start with its settings
     */
    public synchronized GridNode node() {
        if (node == null) {
            requireRoute();
            node = GridNode.start(settings);
        }
        return node;
    }

    private void requireRoute() {
        if (settings.sticky() && ids.hasNoRoute()) {
            throw new GridSettingsException(
                    List.of("sticky is true, but ids have no route by which this server could know"
                            + " its own sessions; give each server a name of its own with JettyGrid.setWorkerName, or set sticky to"
                            + " false"));
        }
    }

    /** The sessions of one context. */
    Sessions sessions(SessionContext context, ClassLoader loader) {
        String host = SessionContext.NULL_VHOST.equals(context.getVhost()) ? null : context.getVhost();
        String path = context.getContext() == null ? null : context.getContext().getContextPath();
        String contextPath = path == null || path.equals("/") ? "" : path;
        Sessions sessions = node().sessions(GridSettings.applicationName(host, contextPath), loader);
        ids.takeFrom(sessions.ids());
        return sessions;
    }

    /** Requests whose URI matches do not count as use of a session; null if there are none. */
    @Nullable
    Pattern ignoredRequests() {
        return settings.requestUriIgnorePattern();
    }

    GridSessionIdManager ids() {
        return ids;
    }

    @Override
    public void lifeCycleStopped(LifeCycle server) {
        leave();
    }

    @Override
    public void lifeCycleFailure(LifeCycle server, Throwable cause) {
        leave();
    }

    private synchronized void leave() {
        if (node != null) {
            node.close();
            node = null;
        }
    }
}
