package io.sessiongrid.contract;

import io.sessiongrid.node.GridNode;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A grid of real processes: two application servers, and dedicated members that have no class of any application. */
final class ProcessGrid implements AutoCloseable {
    private final TestGrid grid = new TestGrid();
    private final Class<?> main;
    private final GridMode mode;
    private final boolean sticky;
    private final Path config;
    private final List<ChildJvm> members;
    private final List<Server> servers = new CopyOnWriteArrayList<>();

    /** An application server in a process of its own. */
    record Server(ChildJvm jvm, String route, int port) implements ContractServer {
        @Override
        public void close() {
            jvm.close();
        }
    }

    /**
     * Starts the dedicated members, and two application servers.
     *
     * @param main calls {@link AppServer#run}
     * @param dedicated the number of dedicated members
     */
    ProcessGrid(Class<?> main, GridMode mode, boolean sticky, int dedicated) {
        this(main, mode, sticky, dedicated, List.of(List.of(ProcessClock.RIGHT, ProcessClock.RIGHT)));
    }

    /**
     * Starts the dedicated members, and application servers.
     *
     * @param groups the clocks of the servers; those of a group start together, one group after the other
     */
    ProcessGrid(Class<?> main, GridMode mode, boolean sticky, int dedicated, List<List<ProcessClock>> groups) {
        this.main = main;
        this.mode = mode;
        this.sticky = sticky;
        this.config = mode == GridMode.CLIENT ? grid.clientConfig() : grid.memberConfig();
        members = IntStream.range(0, dedicated).mapToObj(i -> startMember()).toList();
        try {
            groups.forEach(this::start);
            members.forEach(member -> member.awaitOutput("Joined cluster"));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Starts application servers with these clocks. */
    void start(List<ProcessClock> clocks) {
        int first = servers.size() + 1;
        List<String> routes = IntStream.range(0, clocks.size())
                .mapToObj(i -> "n" + (first + i))
                .toList();
        List<ChildJvm> jvms = IntStream.range(0, clocks.size())
                .mapToObj(i -> startServer(routes.get(i), clocks.get(i)))
                .toList();
        IntStream.range(0, routes.size())
                .mapToObj(
                        i -> new Server(jvms.get(i), routes.get(i), jvms.get(i).awaitPort()))
                .forEach(servers::add);
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

    private ChildJvm startServer(String route, ProcessClock clock) {
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        List<String> arguments = AppServer.arguments(route, mode, sticky, config.toString());
        return ChildJvm.start(main.getName(), classPath, arguments, clock);
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
