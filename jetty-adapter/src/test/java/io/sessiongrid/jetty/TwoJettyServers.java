package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractApplication;
import io.sessiongrid.contract.ServerPlan;
import io.sessiongrid.contract.SessionEvents;
import io.sessiongrid.contract.TestGrid;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;

/** Two servers with EE11 applications at {@code /} and {@code /other}, which are the members of a grid of their own. */
final class TwoJettyServers implements AutoCloseable {
    private final TestGrid grid = new TestGrid();
    private final List<JettyServer> servers;

    TwoJettyServers(Consumer<ServletContextHandler> configuration) {
        servers =
                Stream.of("n1", "n2").map(route -> start(route, configuration)).toList();
    }

    private JettyServer start(String route, Consumer<ServletContextHandler> configuration) {
        List<ServerPlan.Context> contexts = Stream.of("", "/other")
                .map(path -> new ServerPlan.Context(
                        path,
                        new ContractApplication(new SessionEvents()),
                        Map.of(),
                        TwoJettyServers.class.getClassLoader()))
                .toList();
        Map<String, String> settings =
                Map.of("configLocation", grid.memberConfig().toString());
        return JettyServer.start(new ServerPlan(route, settings, contexts), context -> {
            ServletContextHandler handler = JettyServer.ee11Handler(context);
            configuration.accept(handler);
            return handler;
        });
    }

    JettyServer first() {
        return servers.get(0);
    }

    JettyServer second() {
        return servers.get(1);
    }

    @Override
    public void close() {
        servers.forEach(JettyServer::close);
        grid.close();
    }
}
