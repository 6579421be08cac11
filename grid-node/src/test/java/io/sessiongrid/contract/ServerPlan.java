package io.sessiongrid.contract;

import jakarta.servlet.ServletContainerInitializer;
import java.util.List;
import java.util.Map;

/**
 * An application server as a test wants it: on a free port of 127.0.0.1, with sessions in the grid.
 *
 * @param route what it appends to session ids (Tomcat {@code jvmRoute}, Jetty {@code workerName})
 * @param settings of Sessiongrid, as in {@code docs/settings.md}
 */
public record ServerPlan(String route, Map<String, String> settings, List<Context> contexts) {
    public ServerPlan {
        settings = Map.copyOf(settings);
        contexts = List.copyOf(contexts);
    }

    /**
     * One web application.
     *
     * @param path empty for the root, else with a leading slash
     * @param application adds servlets and listeners and configures the session cookie
     * @param errorPages by status; the only thing that the Servlet API cannot configure in code
     * @param loader the application's class loader
     */
    public record Context(
            String path,
            ServletContainerInitializer application,
            Map<Integer, String> errorPages,
            ClassLoader loader) {}
}
