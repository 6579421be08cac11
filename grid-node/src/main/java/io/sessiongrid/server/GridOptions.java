package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import io.sessiongrid.node.ConfigVariable;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches the grid, as a client. */
final class GridOptions {
    /** Of each host, as Hazelcast's clients and members do. */
    private static final int PORTS_TRIED = 3;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "File or URL of a Hazelcast client configuration; without it, the one that Hazelcast would find, else the one in"
                            + " the jar")
    private @Nullable String config;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            converter = WholeNumber.class,
            description = "How long to wait for the grid (default: ${DEFAULT-VALUE})")
    private int timeout;

    /** For picocli. */
    GridOptions() {}

    /** As a member with this configuration would look for others. */
    GridOptions(Config member, int timeout) {
        this.timeout = timeout;
        clusterName(member.getClusterName());
        List<String> addresses = addresses(member);
        if (!addresses.isEmpty()) {
            members(String.join(",", addresses));
        }
    }

    /** Where a member with this configuration would look for others first, each as host:port; empty if nowhere. */
    static List<String> addresses(Config member) {
        NetworkConfig network = member.getNetworkConfig();
        int first = network.getPort();
        int ports = network.isPortAutoIncrement() ? Math.min(PORTS_TRIED, network.getPortCount()) : 1;
        return network.getJoin().getTcpIpConfig().getMembers().stream()
                .flatMap(host -> host.matches(".*:\\d+")
                        ? Stream.of(host)
                        : IntStream.range(first, first + ports).mapToObj(port -> host + ":" + port))
                .toList();
    }

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description = "The grid; as shipped: sessiongrid (environment SESSIONGRID_CLUSTER_NAME)")
    final void clusterName(String name) {
        System.setProperty(ConfigVariable.CLUSTER_NAME.property(), name);
    }

    @Option(
            names = "--members",
            paramLabel = "HOSTS",
            description = "Where members run, as host or host:port, separated by commas; as shipped: 127.0.0.1"
                    + " (environment SESSIONGRID_MEMBERS)")
    final void members(String hosts) {
        System.setProperty(ConfigVariable.MEMBERS.property(), hosts);
    }

    @Nullable
    String config() {
        return config;
    }

    Duration timeout() {
        return Duration.ofSeconds(timeout);
    }
}
