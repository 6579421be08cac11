package io.sessiongrid.tomcat.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private static final int PORTS = 6;

    /** Small and quick to start. */
    private static final List<String> LEAN = List.of(
            "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dhazelcast.wait.seconds.before.join=0");

    private final String name = "distribution-" + UUID.randomUUID();
    private final int firstPort = freePorts(PORTS);
    private final List<DedicatedMember> members = new ArrayList<>();

    /** Options by which a JVM becomes a member or a client of this grid. */
    List<String> jvmOptions() {
        return Stream.concat(
                        LEAN.stream(),
                        Stream.of(
                                "-Dsessiongrid.cluster-name=" + name,
                                "-Dsessiongrid.port=" + firstPort,
                                "-Dsessiongrid.members=" + addresses()))
                .toList();
    }

    /** The ports of all members that there may be. */
    IntStream ports() {
        return IntStream.range(firstPort, firstPort + PORTS);
    }

    private String addresses() {
        return addresses(ports());
    }

    static String addresses(IntStream ports) {
        return ports.mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** Starts a dedicated member, and does not wait for it. */
    DedicatedMember startMember() {
        DedicatedMember member = DedicatedMember.start(name, addresses(), firstPort, freePorts(1), LEAN);
        members.add(member);
        return member;
    }

    /** Runs {@code status}, which may wait so long until it is safe to restart a member. */
    Status status(Duration wait) {
        List<String> arguments = List.of(
                "status", "--cluster-name=" + name, "--members=" + addresses(), "--json", "--wait=" + wait.toSeconds());
        try (Child child = GridNodeCommand.start("status", LEAN, arguments)) {
            return new Status(child.awaitEnd(), child.text());
        }
    }

    /** What the command said. */
    record Status(int exitCode, String text) {}

    void awaitMembers() {
        members.forEach(DedicatedMember::awaitJoined);
    }

    /** The first of so many free ports in a row. */
    static int freePorts(int number) {
        while (true) {
            int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (IntStream.range(first, first + number).allMatch(ProcessCluster::isFree)) {
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
        members.forEach(DedicatedMember::close);
    }
}
