package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import io.sessiongrid.node.ConfigVariable;
import io.sessiongrid.node.GridSettingsException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What about this machine and this JVM would keep a member from starting, or make it another than is believed. */
final class MachineFindings {
    private static final int NEWEST_TESTED = 21;
    private static final int LAST_PORT = 0xFFFF;

    private final List<Finding> findings = new ArrayList<>();
    private final Set<Integer> members;

    private MachineFindings(Set<Integer> members) {
        this.members = members;
    }

    /**
     * What is wrong.
     *
     * @param config null if there is none that could be read
     * @param members ports of members of the grid that run on this machine; taken by them, they are no mistake
     */
    static List<Finding> of(@Nullable Config config, Set<Integer> members) {
        MachineFindings search = new MachineFindings(members);
        search.java();
        search.duplicates("com/hazelcast/core/Hazelcast.class", "hazelcast");
        search.duplicates("io/sessiongrid/server/GridNodeMain.class", "grid-node");
        search.twins();
        if (config != null && !config.getAdvancedNetworkConfig().isEnabled()) {
            search.ports(config.getNetworkConfig());
        }
        search.http(config == null ? null : config.getNetworkConfig());
        return search.findings;
    }

    private void java() {
        if (Runtime.version().feature() > NEWEST_TESTED) {
            findings.add(Finding.warn(
                    "this JVM",
                    "Java " + Runtime.version().feature()
                            + " is newer than Hazelcast 5.7 was made for, and prints warnings",
                    "run Java 17 or 21"));
        }
    }

    private void duplicates(String name, String jar) {
        try {
            List<URL> found =
                    Collections.list(MachineFindings.class.getClassLoader().getResources(name));
            if (found.size() > 1) {
                findings.add(Finding.error(
                        "class path",
                        "there are " + found.size() + " jars of " + jar + ": "
                                + found.stream()
                                        .map(url -> url.getPath().replaceAll("!.*", ""))
                                        .collect(Collectors.joining(", ")),
                        "leave one, the same on every member"));
            }
        } catch (IOException e) {
            findings.add(Finding.error("class path", "it cannot be read: " + e.getMessage(), "repair the files"));
        }
    }

    /** The jar names its libraries, so that others beside them do nothing until somebody starts Java in another way. */
    private void twins() {
        Path home = home();
        Stream.of(home, home.resolve("lib"))
                .forEach(
                        folder -> jars(folder).stream()
                                .collect(Collectors.groupingBy(
                                        jar -> jar.replaceAll("(-\\d.*)?\\.jar$", ""),
                                        TreeMap::new,
                                        Collectors.toList()))
                                .values()
                                .stream()
                                .filter(versions -> versions.size() > 1)
                                .forEach(
                                        versions -> findings.add(
                                                Finding.warn(
                                                        folder.toString(),
                                                        "there is more than one version of a jar: "
                                                                + String.join(", ", versions),
                                                        "leave one, the same on every member; best unpack each release into a folder of its own"))));
    }

    private static List<String> jars(Path folder) {
        String[] names = folder.toFile().list((directory, name) -> name.endsWith(".jar"));
        return names == null
                ? List.of()
                : Arrays.stream(names)
                        .filter(name -> !name.endsWith("-tests.jar"))
                        .sorted()
                        .toList();
    }

    private static Path home() {
        try {
            URL jar =
                    MachineFindings.class.getProtectionDomain().getCodeSource().getLocation();
            return new File(jar.toURI()).toPath().resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ports(NetworkConfig network) {
        int count = network.isPortAutoIncrement() ? network.getPortCount() : 1;
        int first = network.getPort();
        String host = Interfaces.of(network);
        if (host == null) {
            String meant = String.join(", ", network.getInterfaces().getInterfaces());
            findings.add(Finding.error(
                    "this machine",
                    "no address of it is " + meant + ", and so no member starts",
                    "correct <interface> or --bind"));
        } else {
            int free = IntStream.range(first, Math.min(first + count, LAST_PORT + 1))
                    .filter(port -> members.contains(port) || Interfaces.isFree(host, port))
                    .findFirst()
                    .orElse(-1);
            port(host, first, count, free);
        }
    }

    private void port(String host, int first, int count, int free) {
        if (free < 0) {
            findings.add(Finding.error(
                    "this machine",
                    (count == 1 ? "port " + first : "no port from " + first + " to " + (first + count - 1)) + " is "
                            + (count == 1 ? "not free at " : "free at ") + host,
                    "stop what has it, or choose another with --port"));
        } else if (free != first) {
            findings.add(new Finding(
                    Finding.Level.NOTE,
                    "this machine",
                    "port " + first + " is not free at " + host + "; a member would take " + free,
                    "none, if members elsewhere look for it there, too"));
        }
    }

    /** Of the usual ports one is enough; one that was asked for must be free, or have been taken by a member. */
    private void http(@Nullable NetworkConfig network) {
        HttpAddress http;
        try {
            http = HttpAddress.parse(ConfigVariable.HTTP.text());
        } catch (GridSettingsException e) {
            findings.addAll(Finding.of(e));
            return;
        }
        if (http.ports().size() == 1
                && network != null
                && isOneOf(network, http.ports().get(0))) {
            findings.add(Finding.error(
                    "this machine",
                    "port " + http.ports().get(0) + " is for health and metrics, and one of the member's own",
                    "choose another with --http or --port"));
        }
        if (!http.ports().isEmpty()
                && http.ports().stream().noneMatch(port -> Interfaces.isFree(http.host(), port))
                && (members.isEmpty() || !http.isOurs())) {
            findings.add(Finding.error(
                    "this machine",
                    "the port for health and metrics is not free at " + http.host() + ":"
                            + http.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    "stop what has it, or choose another with --http"));
        }
        if (!http.ports().isEmpty() && !Interfaces.isLoopback(http.host())) {
            findings.add(new Finding(
                    Finding.Level.NOTE,
                    "this machine",
                    "health and metrics are answered at " + http.host() + " to whoever reaches it, without a password",
                    "right where a firewall or network policy lets in nobody but your watchers"));
        }
    }

    /** The member takes its port first. */
    private static boolean isOneOf(NetworkConfig network, int port) {
        int count = network.isPortAutoIncrement() ? network.getPortCount() : 1;
        return port >= network.getPort() && port < network.getPort() + count;
    }
}
