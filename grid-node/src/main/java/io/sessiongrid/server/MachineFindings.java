package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What about this machine and this JVM would keep a member from starting, or make it another than is believed. */
final class MachineFindings {
    private static final int NEWEST_TESTED = 21;

    private MachineFindings() {}

    static List<Finding> of(Config config) {
        List<Finding> findings = new ArrayList<>();
        if (Runtime.version().feature() > NEWEST_TESTED) {
            findings.add(Finding.warn(
                    "this JVM",
                    "Java " + Runtime.version().feature()
                            + " is newer than Hazelcast 5.7 was made for, and prints warnings",
                    "run Java 17 or 21"));
        }
        duplicates("com/hazelcast/core/Hazelcast.class", "hazelcast", findings);
        duplicates("io/sessiongrid/server/GridNodeMain.class", "grid-node", findings);
        NetworkConfig network = config.getNetworkConfig();
        network.getJoin().getTcpIpConfig().getMembers().forEach(member -> resolve(member, findings));
        ports(network, findings);
        return findings;
    }

    private static void duplicates(String name, String jar, List<Finding> findings) {
        try {
            List<URL> found =
                    Collections.list(MachineFindings.class.getClassLoader().getResources(name));
            if (found.size() > 1) {
                findings.add(Finding.error(
                        "class path",
                        "there are " + found.size() + " jars of " + jar + ": " + found,
                        "leave one, the same on every member"));
            }
        } catch (IOException e) {
            findings.add(Finding.error("class path", "it cannot be read: " + e.getMessage(), "repair the files"));
        }
    }

    private static void resolve(String member, List<Finding> findings) {
        String host = member.replaceAll(":\\d+$", "");
        if (host.matches("[0-9.*-]+") || host.contains(":")) {
            return;
        }
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            findings.add(Finding.error(
                    "members",
                    "the host " + host + " is not known to this machine",
                    "correct its name, or the name service"));
        }
    }

    private static void ports(NetworkConfig network, List<Finding> findings) {
        int count = network.isPortAutoIncrement() ? network.getPortCount() : 1;
        int first = network.getPort();
        String host = network.getInterfaces().isEnabled()
                ? network.getInterfaces().getInterfaces().stream()
                        .filter(address -> address.matches("[0-9.]+"))
                        .findFirst()
                        .orElse("0.0.0.0")
                : "0.0.0.0";
        if (IntStream.range(first, first + count).noneMatch(port -> isFree(host, port))) {
            findings.add(Finding.error(
                    "this machine",
                    "no port from " + first + " to " + (first + count - 1) + " is free at " + host,
                    "stop what has them, or choose others with --port; and is " + host
                            + " an address of this machine?"));
        }
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
