package io.sessiongrid.server;

import com.hazelcast.config.Config;
import io.sessiongrid.node.ConfigVariable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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
        List<String> members =
                member.getNetworkConfig().getJoin().getTcpIpConfig().getMembers();
        if (!members.isEmpty()) {
            int first = member.getNetworkConfig().getPort();
            int ports = member.getNetworkConfig().isPortAutoIncrement()
                    ? Math.min(PORTS_TRIED, member.getNetworkConfig().getPortCount())
                    : 1;
            members(members.stream()
                    .flatMap(host -> host.matches(".*:\\d+")
                            ? Stream.of(host)
                            : IntStream.range(first, first + ports).mapToObj(port -> host + ":" + port))
                    .collect(Collectors.joining(",")));
        }
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
