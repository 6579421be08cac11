package io.sessiongrid.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Two application servers with the same applications, and the grid that they share. */
public final class Stage implements AutoCloseable {
    /** The context path of the application beside the root. */
    static final String OTHER = "/other";

    /** Applications on each server. */
    static final int CONTEXTS = 2;

    private final TestGrid grid;
    private final ServerStarter starter;
    private final boolean sticky;
    private final boolean embedded;
    private final List<ContractServer> servers = new ArrayList<>();
    private final List<SessionEvents> events = new ArrayList<>();

    private Stage(TestGrid grid, ServerStarter starter, boolean sticky, boolean embedded) {
        this.grid = grid;
        this.starter = starter;
        this.sticky = sticky;
        this.embedded = embedded;
    }

    /** Starts all; the first server's applications have one class more (see {@link FirstServerLoader}). */
    static Stage open(GridMode mode, Map<String, String> settings, ServerStarter starter) {
        Stage stage =
                new Stage(new TestGrid(), starter, "true".equals(settings.get("sticky")), mode == GridMode.EMBEDDED);
        if (mode == GridMode.CLIENT) {
            stage.grid.startMember();
            stage.grid.startMember();
        }
        Path config = mode == GridMode.CLIENT ? stage.grid.clientConfig() : stage.grid.memberConfig();
        Map<String, String> all = new HashMap<>(settings);
        all.put("mode", mode.name().toLowerCase(Locale.ROOT));
        all.put("configLocation", config.toString());
        all.put("sweepInterval", "2s");
        ClassLoader common = Stage.class.getClassLoader();
        stage.start("n1", all, new FirstServerLoader(common), "", OTHER);
        stage.start("n2", all, common, "", OTHER);
        return stage;
    }

    /** Over a grid that the caller has started. */
    static Stage on(TestGrid grid, ServerStarter starter) {
        return new Stage(grid, starter, false, false);
    }

    /** Starts one more server, with an application at each of these paths. */
    ContractServer start(String route, Map<String, String> settings, ClassLoader loader, String... paths) {
        SessionEvents told = new SessionEvents();
        List<ServerPlan.Context> contexts = Stream.of(paths)
                .map(path -> new ServerPlan.Context(
                        path,
                        new ContractApplication(told),
                        Map.of(ContractApplication.ERROR_STATUS, ContractApplication.ERROR_PAGE),
                        loader))
                .toList();
        ContractServer server = starter.start(new ServerPlan(route, settings, contexts));
        servers.add(server);
        events.add(told);
        return server;
    }

    ContractServer first() {
        return servers.get(0);
    }

    ContractServer second() {
        return servers.get(1);
    }

    /** Both, in the order in which a balancer alternates that has just used the first. */
    List<ContractServer> servers() {
        return List.copyOf(servers);
    }

    /** True if the servers are members, and keep sessions themselves. */
    boolean isEmbedded() {
        return embedded;
    }

    /** Setting {@code sticky} of both, unless the caller has started them. */
    boolean isSticky() {
        return sticky;
    }

    TestGrid grid() {
        return grid;
    }

    /** What listeners on all servers were told about the session that had this id then. */
    List<String> events(String id) {
        return events.stream().flatMap(told -> told.of(id).stream()).toList();
    }

    @Override
    public void close() {
        servers.forEach(ContractServer::close);
        grid.close();
    }
}
