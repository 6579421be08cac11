package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.store.SessionMapCheck;
import io.sessiongrid.store.SessionMapConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What in a member's Hazelcast configuration would hurt one day. */
final class ConfigFindings {
    private final Config config;
    private final String origin;
    private final List<String> lines;
    private final List<Finding> findings = new ArrayList<>();

    private ConfigFindings(FoundConfig<Config> found) {
        this.config = found.config();
        this.origin = found.origin();
        this.lines = lines(config.getConfigurationUrl());
    }

    static List<Finding> in(FoundConfig<Config> found) {
        ConfigFindings search = new ConfigFindings(found);
        search.sessionMaps();
        search.network(search.config.getNetworkConfig());
        search.properties();
        search.filter();
        return search.findings;
    }

    /** The patterns of maps for sessions; the one of all, also where the file has none. */
    static List<String> sessionMaps(Config config) {
        return Stream.concat(Stream.of(SessionMapConfig.PATTERN), config.getMapConfigs().keySet().stream())
                .filter(name -> name.startsWith(SessionMapConfig.PREFIX))
                .distinct()
                .toList();
    }

    private void sessionMaps() {
        SessionMapConfig.addTo(config, SessionMapConfig.PATTERN);
        for (String map : sessionMaps(config)) {
            SessionMapCheck.problems(config, map)
                    .forEach(problem -> findings.add(Finding.of(Finding.Level.ERROR, origin, problem)));
            SessionMapCheck.warnings(config, map)
                    .forEach(warning -> findings.add(Finding.of(Finding.Level.WARN, origin, warning)));
        }
    }

    private void network(NetworkConfig network) {
        boolean loopback = network.getInterfaces().isEnabled()
                && network.getInterfaces().getInterfaces().stream().allMatch(address -> address.startsWith("127."));
        String name = config.getClusterName();
        if (name.equals(Config.DEFAULT_CLUSTER_NAME)) {
            warn(
                    "cluster-name",
                    "the cluster name is dev, Hazelcast's default: any developer's machine may join by accident",
                    "choose a name of your own, <cluster-name> or --cluster-name");
        } else if (name.equals("sessiongrid") && !loopback) {
            warn(
                    "cluster-name",
                    "the cluster name is sessiongrid, as shipped, on a network: two grids would become one",
                    "choose a name of your own, <cluster-name> or --cluster-name");
        }
        if (!"false".equals(config.getProperty("hazelcast.socket.bind.any"))) {
            warn(
                    "hazelcast.socket.bind.any",
                    "the member listens at every address of the machine: whoever reaches one owns the" + " sessions",
                    "set the property hazelcast.socket.bind.any to false and name one <interface>");
        }
        JoinConfig join = network.getJoin();
        if (join.getMulticastConfig().isEnabled()) {
            warn(
                    "<multicast",
                    "members are looked for by multicast: whoever answers joins",
                    "write <multicast enabled=\"false\"/> and name the hosts in <tcp-ip>");
        } else if (join.isAutoDetectionEnabled()) {
            warn(
                    "<auto-detection",
                    "members are looked for by auto-detection: whoever answers joins",
                    "write <auto-detection enabled=\"false\"/> and name the hosts in <tcp-ip>");
        }
    }

    private void properties() {
        if (!"false".equals(config.getProperty("hazelcast.phone.home.enabled"))) {
            warn(
                    "hazelcast.phone.home.enabled",
                    "the member reports to Hazelcast's manufacturer every day",
                    "set the property hazelcast.phone.home.enabled to false");
        }
        if (!"GRACEFUL".equals(config.getProperty("hazelcast.shutdownhook.policy"))) {
            warn(
                    "hazelcast.shutdownhook.policy",
                    "the shutdown policy is TERMINATE: where anything but grid-node or our"
                            + " adapters stops a member, its sessions do not move first",
                    "set the property hazelcast.shutdownhook.policy to GRACEFUL");
        }
        if (config.getProperty("hazelcast.graceful.shutdown.max.wait") == null) {
            warn(
                    "hazelcast.graceful.shutdown.max.wait",
                    "a member that is stopped may hand over for 600 s, longer than systemd"
                            + " or Kubernetes let it live",
                    "set the property hazelcast.graceful.shutdown.max.wait, for example to 60");
        }
    }

    private void filter() {
        JavaSerializationFilterConfig filter = config.getSerializationConfig().getJavaSerializationFilterConfig();
        if (filter == null) {
            warn(
                    "<serialization",
                    "there is no filter for Java serialization: whoever reaches the port may have any class made"
                            + " here",
                    "copy <java-serialization-filter> from config/hazelcast.xml");
        }
    }

    private void warn(String mark, String what, String remedy) {
        findings.add(Finding.warn(place(mark), what, remedy));
    }

    private String place(String mark) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(mark)) {
                return origin + " line " + (i + 1);
            }
        }
        return origin;
    }

    private static List<String> lines(URL source) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(source.openStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
