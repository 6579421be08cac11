package io.sessiongrid.tomcat.process;

import io.sessiongrid.node.GridNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The name and ports of a grid, as the configuration that we ship takes them: by system properties. */
final class ProcessCluster implements AutoCloseable {
    /** Below the ports that operating systems give to clients. */
    private static final int FIRST_PORT = 12_000;

    private static final int LAST_PORT = 30_000;

    /** Ports that belong to one grid. */
    private static final int PORTS = 3;

    /** Small and quick to start. */
    private static final List<String> LEAN = List.of(
            "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dhazelcast.wait.seconds.before.join=0");

    private final String name = "distribution-" + UUID.randomUUID();
    private final int firstPort = freePorts();
    private final List<Child> members = new ArrayList<>();

    /** Options by which a JVM becomes a member or a client of this grid. */
    List<String> jvmOptions() {
        String addresses = IntStream.range(firstPort, firstPort + PORTS)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(","));
        return Stream.concat(
                        LEAN.stream(),
                        Stream.of(
                                "-Dsessiongrid.cluster-name=" + name,
                                "-Dsessiongrid.port=" + firstPort,
                                "-Dsessiongrid.members=" + addresses))
                .toList();
    }

    /** Starts a dedicated member, and does not wait for it. */
    void startMember() {
        List<String> command = new ArrayList<>();
        command.add(Child.java());
        command.addAll(jvmOptions());
        // The packed member names its libraries, which are in lib/ beside it.
        command.addAll(List.of("-jar", placeOf(GridNode.class), "start", "--http", "off"));
        members.add(Child.start("member", Map.of(), command));
    }

    void awaitMembers() {
        members.forEach(member -> member.awaitOutput("Joined cluster"));
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

    private static int freePorts() {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (IntStream.range(first, first + PORTS).allMatch(ProcessCluster::isFree)) {
                return first;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        members.forEach(Child::close);
    }
}
