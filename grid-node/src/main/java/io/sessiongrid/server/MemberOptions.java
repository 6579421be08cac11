package io.sessiongrid.server;

import io.sessiongrid.node.ConfigVariable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What differs from member to member. An option becomes the system property of the same name, so that all ways of
 * setting it are one.
 */
final class MemberOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "File or URL of the Hazelcast configuration (environment SESSIONGRID_CONFIG_LOCATION). Without it, the one that"
                            + " Hazelcast would find: -Dhazelcast.config, working directory, class path; else the one in the jar")
    private @Nullable String config;

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description = "Grid to join; as shipped: sessiongrid (environment SESSIONGRID_CLUSTER_NAME)")
    void clusterName(String name) {
        set(ConfigVariable.CLUSTER_NAME, name);
    }

    @Option(
            names = "--members",
            paramLabel = "HOSTS",
            description = "Where other members run, as host or host:port, separated by commas; as shipped: 127.0.0.1"
                    + " (environment SESSIONGRID_MEMBERS)")
    void members(String hosts) {
        set(ConfigVariable.MEMBERS, hosts);
    }

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "Address to listen at, also as 10.1.2.*; as shipped: 127.0.0.1 (environment SESSIONGRID_BIND)")
    void bind(String address) {
        set(ConfigVariable.BIND, address);
    }

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = WholeNumber.class,
            description =
                    "First port to try; if it is taken, the next nine as shipped, and the log says which; as shipped: 5701"
                            + " (environment SESSIONGRID_PORT)")
    void port(int port) {
        set(ConfigVariable.PORT, String.valueOf(port));
    }

    @Option(
            names = "--http",
            paramLabel = "ADDRESS",
            description =
                    "Where health and metrics are answered: a port, host:port, or off. Without it: 127.0.0.1:5780, or the"
                            + " next free of nine more. A port that is asked for must be free"
                            + " (environment SESSIONGRID_HTTP)")
    void http(String address) {
        set(ConfigVariable.HTTP, address);
    }

    /** Null to look for it. */
    @Nullable
    String config() {
        return config;
    }

    private static void set(ConfigVariable variable, String value) {
        System.setProperty(variable.property(), value);
    }
}
