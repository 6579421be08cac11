package io.sessiongrid.tomcat;

import io.sessiongrid.contract.ContractApplication;
import io.sessiongrid.contract.ServerPlan;
import io.sessiongrid.contract.SessionEvents;
import io.sessiongrid.contract.TestGrid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.catalina.Context;

/** Two servers with applications at {@code /} and {@code /other}, which are the members of a grid of their own. */
final class TwoTomcatServers implements AutoCloseable {
    private final TestGrid grid = new TestGrid();
    private final List<TomcatServer> servers;

    TwoTomcatServers(Map<String, String> attributes, Consumer<Context> configuration) {
        servers = Stream.of("n1", "n2")
                .map(route -> start(route, attributes, configuration))
                .toList();
    }

    private TomcatServer start(String route, Map<String, String> attributes, Consumer<Context> configuration) {
        List<ServerPlan.Context> contexts =
                Stream.of("", "/other").map(TwoTomcatServers::context).toList();
        Map<String, String> settings = new HashMap<>(attributes);
        settings.put("configLocation", grid.memberConfig().toString());
        return TomcatServer.start(new ServerPlan(route, settings, contexts), configuration);
    }

    static ServerPlan.Context context(String path) {
        return new ServerPlan.Context(
                path, new ContractApplication(new SessionEvents()), Map.of(), TwoTomcatServers.class.getClassLoader());
    }

    TestGrid grid() {
        return grid;
    }

    TomcatServer first() {
        return servers.get(0);
    }

    TomcatServer second() {
        return servers.get(1);
    }

    @Override
    public void close() {
        servers.forEach(TomcatServer::close);
        grid.close();
    }
}
