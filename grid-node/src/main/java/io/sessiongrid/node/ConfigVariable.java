package io.sessiongrid.node;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The four things about the shipped Hazelcast files that differ from site to site, so that many a site needs no file of
 * its own. They change nothing in a user's file.
 */
enum ConfigVariable {
    CLUSTER("sessiongrid.cluster", "SESSIONGRID_CLUSTER"),
    MEMBERS("sessiongrid.members", "SESSIONGRID_MEMBERS"),
    INTERFACE("sessiongrid.interface", "SESSIONGRID_INTERFACE"),
    /** No environment variable: {@code SESSIONGRID_PORT} is what Kubernetes sets for a service named sessiongrid. */
    PORT("sessiongrid.port", null);

    private final String property;
    private final @Nullable String environment;

    ConfigVariable(String property, @Nullable String environment) {
        this.property = property;
        this.environment = environment;
    }

    String property() {
        return property;
    }

    static boolean isProperty(String name) {
        return Arrays.stream(values()).anyMatch(variable -> variable.property.equals(name));
    }

    static boolean isEnvironment(String name) {
        return Arrays.stream(values()).anyMatch(variable -> name.equals(variable.environment));
    }

    /** Null if nobody has set it. */
    @Nullable
    String text(Properties system, Map<String, String> env) {
        String text = system.getProperty(property, environment == null ? "" : env.getOrDefault(environment, ""));
        return text.isBlank() ? null : text.trim();
    }

    /** @throws GridSettingsException if the port is none */
    void applyTo(Config config, String text) {
        NetworkConfig network = config.getNetworkConfig();
        switch (this) {
            case CLUSTER -> config.setClusterName(text);
            case MEMBERS -> network.getJoin().getTcpIpConfig().setMembers(list(text));
            case INTERFACE -> network.getInterfaces().setInterfaces(list(text));
            case PORT -> network.setPort(port(text));
        }
    }

    /** A client listens at no interface and no port. */
    void applyTo(ClientConfig config, String text) {
        switch (this) {
            case CLUSTER -> config.setClusterName(text);
            case MEMBERS -> config.getNetworkConfig().setAddresses(list(text));
            case INTERFACE, PORT -> {}
        }
    }

    private static List<String> list(String text) {
        return List.of(text.split("[\\s,;]+"));
    }

    private int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 0xFFFF) {
            return Integer.parseInt(text);
        }
        throw new GridSettingsException(List.of(property + " is \"" + text + "\"; expected a port, 0 to 65535"));
    }
}
