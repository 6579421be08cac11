package io.sessiongrid.jetty;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.hazelcast.core.Hazelcast;
import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.TestGrid;
import io.sessiongrid.node.GridNode;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A grid of real processes: two application servers, one EE11 and one EE10, and in client mode dedicated members. */
final class ProcessGrid implements AutoCloseable {
    private final TestGrid grid = new TestGrid();
    private final List<ChildJvm> members;
    private final List<Server> servers = new ArrayList<>();

    /** An application server in a process of its own. */
    record Server(ChildJvm jvm, int port) implements ContractServer {
        @Override
        public void close() {
            jvm.close();
        }
    }

    /** Starts members that have no class of any application, and the servers. */
    ProcessGrid(GridMode mode, int dedicated) {
        members = IntStream.range(0, dedicated).mapToObj(i -> startMember()).toList();
        try {
            members.forEach(member -> member.awaitOutput("Joined cluster"));
            Path config = mode == GridMode.CLIENT ? grid.clientConfig() : grid.memberConfig();
            List<ChildJvm> jvms = Stream.of("n1", "n2")
                    .map(route -> startServer(route, route.equals("n1") ? "ee11" : "ee10", mode, config))
                    .toList();
            jvms.forEach(jvm -> servers.add(new Server(jvm, Integer.parseInt(jvm.awaitOutput("READY (\\d+)")))));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private ChildJvm startMember() {
        List<String> classPath = Stream.of(GridNode.class, Hazelcast.class, Caffeine.class)
                .map(ProcessGrid::placeOf)
                .toList();
        return ChildJvm.start(
                "io.sessiongrid.node.GridNodeMain",
                classPath,
                grid.memberConfig().toString());
    }

    private static ChildJvm startServer(String route, String version, GridMode mode, Path config) {
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        return ChildJvm.start(
                AppServerMain.class.getName(),
                classPath,
                route,
                mode.name().toLowerCase(Locale.ROOT),
                config.toString(),
                version);
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

    @Override
    public void close() {
        servers.forEach(Server::close);
        members.forEach(ChildJvm::close);
        grid.close();
    }
}
