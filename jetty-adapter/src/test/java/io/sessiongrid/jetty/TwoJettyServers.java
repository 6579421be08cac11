package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractApplication;
import io.sessiongrid.contract.ServerPlan;
import io.sessiongrid.contract.SessionEvents;
import io.sessiongrid.contract.TestGrid;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;

/** Two servers with applications at {@code /} and {@code /other}, which are the members of a grid of their own. */
final class TwoJettyServers implements AutoCloseable {
    private final TestGrid grid = new TestGrid();
    private final List<JettyServer> servers;

    /** With contexts made by {@code handler}. */
    TwoJettyServers(Function<ServerPlan.Context, Handler> handler) {
        servers = Stream.of("n1", "n2").map(route -> start(route, handler)).toList();
    }

    private JettyServer start(String route, Function<ServerPlan.Context, Handler> handler) {
        List<ServerPlan.Context> contexts = Stream.of("", "/other")
                .map(path -> new ServerPlan.Context(
                        path,
                        new ContractApplication(new SessionEvents()),
                        Map.of(),
                        TwoJettyServers.class.getClassLoader()))
                .toList();
        Map<String, String> settings =
                Map.of("configLocation", grid.memberConfig().toString());
        return JettyServer.start(new ServerPlan(route, settings, contexts), handler);
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
