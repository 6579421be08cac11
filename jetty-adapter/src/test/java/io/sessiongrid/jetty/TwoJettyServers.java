package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractApplication;
import io.sessiongrid.contract.ServerPlan;
import io.sessiongrid.contract.SessionEvents;
import io.sessiongrid.contract.TestGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;

/** Two servers with applications at {@code /} and {@code /other}, which are the members of a grid of their own. */
final class TwoJettyServers implements AutoCloseable {
    private final TestGrid grid = new TestGrid();
    private final Function<ServerPlan.Context, Handler> handler;
    private final List<JettyServer> servers = new ArrayList<>();

    /** With contexts made by {@code handler}. */
    TwoJettyServers(Function<ServerPlan.Context, Handler> handler) {
        this.handler = handler;
        startAnother();
        startAnother();
    }

    void startAnother() {
        List<ServerPlan.Context> contexts = Stream.of("", "/other")
                .map(path -> new ServerPlan.Context(
                        path,
                        new ContractApplication(new SessionEvents()),
                        Map.of(),
                        TwoJettyServers.class.getClassLoader()))
                .toList();
        Map<String, String> settings =
                Map.of("configLocation", grid.memberConfig().toString());
        servers.add(JettyServer.start(new ServerPlan("n" + (servers.size() + 1), settings, contexts), handler));
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
