package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.FreePorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The name and ports of a grid, as the configuration that we ship takes them: by system properties. */
final class ProcessCluster implements AutoCloseable {
    /** Ports that belong to one grid. */
    private static final int PORTS = 6;

    /** Small and quick to start. */
    private static final List<String> LEAN = List.of(
            "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dhazelcast.wait.seconds.before.join=0");

    private final String name = "distribution-" + UUID.randomUUID();
    private final int firstPort = FreePorts.first(PORTS);
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
        DedicatedMember member = DedicatedMember.start(name, addresses(), firstPort, FreePorts.first(1), LEAN);
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

    @Override
    public void close() {
        members.forEach(DedicatedMember::close);
    }
}
