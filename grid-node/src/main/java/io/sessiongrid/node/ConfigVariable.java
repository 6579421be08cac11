package io.sessiongrid.node;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What differs from site to site, so that many a site needs no Hazelcast file of its own. Set, it goes before what is
 * in the file, ours or the user's.
 */
public enum ConfigVariable {
    CLUSTER_NAME("cluster-name"),
    BIND("bind"),
    PORT("port"),
    /** Applied after the port. */
    MEMBERS("members"),
    /** Where a dedicated member answers HTTP; says nothing to Hazelcast. */
    HTTP("http");

    private static final String PREFIX = "sessiongrid.";

    /** As many as a client tries. */
    private static final int PORTS_HERE = 3;

    private final String name;

    ConfigVariable(String name) {
        this.name = name;
    }

    /** The system property. */
    public String property() {
        return PREFIX + name;
    }

    /** Of a command, without its dashes. */
    public String option() {
        return name;
    }

    /** The environment variable. */
    public String environment() {
        return property().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The name under which it was set; an option of a command sets the property. */
    public String spelling() {
        return System.getProperty(property()) == null && System.getenv(environment()) != null
                ? environment()
                : property();
    }

    static boolean isProperty(String name) {
        return Arrays.stream(values()).anyMatch(variable -> variable.property().equals(name));
    }

    static boolean isEnvironment(String name) {
        return Arrays.stream(values())
                .anyMatch(variable -> variable.environment().equals(name));
    }

    /** All of them, as options. */
    static Stream<String> names() {
        return Arrays.stream(values()).map(ConfigVariable::option);
    }

    /** As this JVM was started; null if nobody has set it. */
    public @Nullable String text() {
        return text(System.getProperties(), System.getenv());
    }

    /** Null if nobody has set it; what Kubernetes sets for a service named sessiongrid is no port. */
    @Nullable
    String text(Properties system, Map<String, String> env) {
        String inEnvironment = env.getOrDefault(environment(), "");
        String text = system.getProperty(property(), inEnvironment.contains("://") ? "" : inEnvironment);
        return text.isBlank() ? null : text.trim();
    }

    /** @throws GridSettingsException if there is no file with which it could be used */
    void requireForm(String text) {
        if (this == PORT) {
            int unused = port(text);
        }
    }

    /** @throws GridSettingsException if the port is none, or contradicts the file */
    void applyTo(Config config, String text) {
        NetworkConfig network = config.getNetworkConfig();
        if (this != CLUSTER_NAME
                && this != HTTP
                && config.getAdvancedNetworkConfig().isEnabled()) {
            throw contradicted(text, "<advanced-network>, which has places of its own for it");
        }
        switch (this) {
            case CLUSTER_NAME -> config.setClusterName(text);
            case MEMBERS -> {
                if (!network.getJoin().getTcpIpConfig().isEnabled()) {
                    throw contradicted(text, "another way to find members than <tcp-ip>");
                }
                network.getJoin()
                        .getTcpIpConfig()
                        .setMembers(list(text).stream()
                                .flatMap(member -> withPorts(member, network.getPort()))
                                .toList());
            }
            case BIND -> network.getInterfaces().setEnabled(true).setInterfaces(list(text));
            case PORT -> network.setPort(port(text));
            case HTTP -> {}
        }
    }

    /** A client listens at no interface and no port. */
    void applyTo(ClientConfig config, String text) {
        switch (this) {
            case CLUSTER_NAME -> config.setClusterName(text);
            case MEMBERS -> config.getNetworkConfig().setAddresses(list(text));
            case BIND, PORT, HTTP -> {}
        }
    }

    private GridSettingsException contradicted(String text, String found) {
        return new GridSettingsException(List.of(spelling() + " is \"" + text
                + "\", but the Hazelcast configuration has " + found + "; remove one of the two"));
    }

    /**
     * A host is that one port of it, and some more on this machine, where several members may run. Hazelcast would try
     * as many as a member may take, and when it looks for the other half of a split grid it waits for five seconds at
     * each where nobody listens. The loopback address, at which there are no halves, is left to it.
     */
    private static Stream<String> withPorts(String member, int port) {
        if (member.indexOf(':') >= 0) {
            return Stream.of(member);
        }
        try {
            InetAddress address = InetAddress.getByName(member);
            if (address.isLoopbackAddress()) {
                return Stream.of(member);
            }
            int ports = NetworkInterface.getByInetAddress(address) == null ? 1 : PORTS_HERE;
            return IntStream.range(port, port + ports).mapToObj(each -> member + ":" + each);
        } catch (IOException e) {
            // A pattern, or a name that is not known yet.
            return Stream.of(member + ":" + port);
        }
    }

    private static List<String> list(String text) {
        return List.of(text.split("[\\s,;]+"));
    }

    private int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 0xFFFF) {
            return Integer.parseInt(text);
        }
        throw new GridSettingsException(List.of(spelling() + " is \"" + text + "\"; expected a port, 0 to 65535"));
    }
}
