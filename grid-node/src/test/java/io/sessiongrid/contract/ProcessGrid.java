package io.sessiongrid.contract;

import io.sessiongrid.node.GridNode;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A grid of real processes: two application servers, and dedicated members that have no class of any application. */
final class ProcessGrid implements AutoCloseable {
    private final TestGrid grid = new TestGrid();
    private final List<ChildJvm> members;
    private final List<Server> servers = new ArrayList<>();

    /** An application server in a process of its own. */
    record Server(ChildJvm jvm, String route, int port) implements ContractServer {
        @Override
        public void close() {
            jvm.close();
        }
    }

    /**
     * Starts all.
     *
     * @param main calls {@link AppServer#run}
     * @param dedicated the number of dedicated members
     */
    ProcessGrid(Class<?> main, GridMode mode, boolean sticky, int dedicated) {
        members = IntStream.range(0, dedicated).mapToObj(i -> startMember()).toList();
        try {
            Path config = mode == GridMode.CLIENT ? grid.clientConfig() : grid.memberConfig();
            List<String> routes = List.of("n1", "n2");
            List<ChildJvm> jvms = routes.stream()
                    .map(route -> startServer(main, AppServer.arguments(route, mode, sticky, config.toString())))
                    .toList();
            IntStream.range(0, routes.size())
                    .mapToObj(i ->
                            new Server(jvms.get(i), routes.get(i), jvms.get(i).awaitPort()))
                    .forEach(servers::add);
            members.forEach(member -> member.awaitOutput("Joined cluster"));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private ChildJvm startMember() {
        // The packed member names its libraries, which are in lib/ beside it.
        return ChildJvm.start(
                "io.sessiongrid.server.GridNodeMain",
                List.of(placeOf(GridNode.class)),
                List.of(
                        "start",
                        "--http",
                        "off",
                        "--config",
                        grid.memberConfig().toString()));
    }

    private static ChildJvm startServer(Class<?> main, List<String> arguments) {
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        return ChildJvm.start(main.getName(), classPath, arguments);
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    ChildJvm member(int index) {
        return members.get(index);
    }

    Server first() {
        return servers.get(0);
    }

    Server second() {
        return servers.get(1);
    }

    /** The application servers that have not been killed. */
    List<Server> running() {
        return servers.stream().filter(server -> server.jvm().isAlive()).toList();
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
        members.forEach(ChildJvm::close);
        grid.close();
    }
}
