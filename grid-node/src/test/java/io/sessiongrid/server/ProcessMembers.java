package io.sessiongrid.server;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.contract.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packed members of a grid of their own, each at a port that is known beforehand. */
final class ProcessMembers implements AutoCloseable {
    private static final int MOST = 4;

    private final Path directory;
    private final String cluster = "it-" + UUID.randomUUID();
    private final int firstPort = FreePorts.first(2 * MOST);
    private final List<Member> members = new ArrayList<>();

    /** One of them. */
    record Member(NodeProcess process, int port, int http) {}

    ProcessMembers(Path directory) {
        this.directory = directory;
    }

    /** Starts the next member and waits until it has joined. */
    Member start(String... options) throws IOException {
        return startJar(List.of("-jar", NodeProcess.jar().toString()), options);
    }

    /** The same with options of the JVM that end with another jar. */
    Member startJar(List<String> jar, String... options) throws IOException {
        int port = firstPort + 2 * members.size();
        int http = firstPort + 2 * members.size() + 1;
        String[] arguments = Stream.concat(
                        Stream.of("start", "--port", String.valueOf(port), "--http", String.valueOf(http)),
                        Stream.concat(options().stream(), Arrays.stream(options)))
                .toArray(String[]::new);
        List<String> java = Stream.concat(
                        Stream.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), jar.stream())
                .toList();
        Member member = new Member(NodeProcess.startJar(directory, java, arguments), port, http);
        members.add(member);
        member.process().awaitLine("To stop: ");
        return member;
    }

    /** Runs another command with the options that lead it to this grid. */
    NodeProcess command(String... command) throws IOException {
        return NodeProcess.start(
                directory,
                List.of("-XX:TieredStopAtLevel=1"),
                Stream.concat(Arrays.stream(command), options().stream()).toArray(String[]::new));
    }

    private List<String> options() {
        return List.of("--cluster-name", cluster, "--members", addresses());
    }

    HazelcastInstance client() {
        ClientConfig config = new ClientConfig();
        config.setClusterName(cluster);
        config.setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().addAddress(addresses().split(",", -1));
        return HazelcastClient.newHazelcastClient(config);
    }

    String cluster() {
        return cluster;
    }

    /** As {@code --members} takes them. */
    String addresses() {
        return Stream.iterate(0, i -> i < MOST, i -> i + 1)
                .map(i -> "127.0.0.1:" + (firstPort + 2 * i))
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        members.forEach(member -> member.process().close());
    }
}
