package io.sessiongrid.server;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.TcpIpConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import com.hazelcast.spi.properties.HazelcastProperty;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may reach a member, and whom it looks for. */
final class NetworkFindings {
    /** Their list in a file. */
    static final String MEMBERS = "network/join/tcp-ip/member-list/";

    private static final int LAST_PORT = 0xFFFF;
    private static final Pattern PORT = Pattern.compile(".*[^:]:(\\d{1,9})");

    private final Config config;
    private final NetworkConfig network;
    private final Findings findings;

    NetworkFindings(Config config, Findings findings) {
        this.config = config;
        this.network = config.getNetworkConfig();
        this.findings = findings;
    }

    void find() {
        name();
        reach();
        if (config.getAdvancedNetworkConfig().isEnabled()) {
            findings.note(
                    "advanced-network",
                    "of <advanced-network> only the ways to find members are looked at, not its ports and interfaces, and"
                            + " no member is started for a moment",
                    "name one <interface> for each of its sockets");
            join(config.getAdvancedNetworkConfig().getJoin());
        } else {
            ports();
            join(network.getJoin());
        }
    }

    private void name() {
        boolean loopback = network.getInterfaces().isEnabled()
                && network.getInterfaces().getInterfaces().stream().allMatch(address -> address.startsWith("127."));
        String name = config.getClusterName();
        if (name.equals(Config.DEFAULT_CLUSTER_NAME)) {
            findings.warn(
                    "cluster-name",
                    "the cluster name is dev, Hazelcast's default: any developer's machine may join by accident",
                    "choose a name of your own, <cluster-name> or --cluster-name");
        } else if (name.equals("sessiongrid") && !loopback) {
            findings.warn(
                    "cluster-name",
                    "the cluster name is sessiongrid, as shipped, on a network: two grids would become one",
                    "choose a name of your own, <cluster-name> or --cluster-name");
        } else if (name.contains("${")) {
            findings.warn(
                    "cluster-name",
                    "the cluster name is " + name + " to the letter: the variable is set nowhere",
                    "set it as a system property with -D, or write the name");
        }
    }

    private void reach() {
        HazelcastProperty everywhere = ClusterProperty.SOCKET_SERVER_BIND_ANY;
        if (new HazelcastProperties(config).getBoolean(everywhere)) {
            String property = config.getProperty(everywhere.getName()) == null
                    ? ClusterProperty.SOCKET_BIND_ANY.getName()
                    : everywhere.getName();
            findings.warn(
                    "properties/" + property,
                    "the member listens at every address of the machine: whoever reaches one owns the sessions",
                    "set the property " + property + " to false and name one <interface>");
        } else if (!network.getInterfaces().isEnabled()
                && !config.getAdvancedNetworkConfig().isEnabled()) {
            findings.warn(
                    "network/interfaces",
                    "no <interface> is named: Hazelcast takes one of the machine's addresses, another perhaps after the"
                            + " next change of its network",
                    "write <interfaces enabled=\"true\"> with one <interface>, or use --bind");
        }
        protocols();
        String others = network.getPublicAddress();
        if (others != null && !others.isBlank()) {
            publicAddress(others);
        }
    }

    /** Going, but still there. */
    @SuppressWarnings("removal")
    private void protocols() {
        if (network.getRestApiConfig().isEnabled()) {
            findings.warn(
                    "network/rest-api",
                    "the REST API answers whoever reaches the port, without a password",
                    "remove it; health and metrics are at --http");
        }
        if (network.getMemcacheProtocolConfig().isEnabled()) {
            findings.warn(
                    "network/memcache-protocol",
                    "the memcache protocol answers whoever reaches the port, without a password",
                    "remove it");
        }
    }

    private void publicAddress(String address) {
        String place = "network/public-address";
        String host = host(address);
        if (!isKnown(host)) {
            findings.error(place, "the host " + host + " is not known to this machine", "correct <public-address>");
        } else if (!Interfaces.isHere(host)) {
            findings.note(
                    place,
                    "others are told to reach this member at " + host + ", which is no address of this machine",
                    "right behind address translation and for mapped ports of a container; else remove it");
        }
    }

    private void ports() {
        int count = network.isPortAutoIncrement() ? network.getPortCount() : 1;
        int last = network.getPort() + count - 1;
        if (last > LAST_PORT) {
            findings.warn(
                    "network/port",
                    "the " + count + " ports from " + network.getPort() + " would end at " + last
                            + "; there are none above " + LAST_PORT,
                    "choose a lower <port> or a smaller port-count");
        }
    }

    private void join(JoinConfig join) {
        if (join.getMulticastConfig().isEnabled()) {
            findings.warn(
                    "network/join/multicast",
                    "members are looked for by multicast: whoever answers joins",
                    "write <multicast enabled=\"false\"/> and name the hosts in <tcp-ip>");
        } else if (join.isAutoDetectionEnabled()) {
            findings.warn(
                    "network/join/auto-detection",
                    "members are looked for by auto-detection: whoever answers joins",
                    "write <auto-detection enabled=\"false\"/> and name the hosts in <tcp-ip>");
        } else if (join.getTcpIpConfig().isEnabled()) {
            members(join.getTcpIpConfig());
        }
    }

    private void members(TcpIpConfig tcpIp) {
        List<String> members = tcpIp.getMembers();
        if (members.isEmpty() && tcpIp.getRequiredMember() == null) {
            findings.warn(
                    "network/join/tcp-ip",
                    "no <member> is named: this member looks for none, and forms a grid of its own",
                    "name the hosts in <member-list>, or use --members");
        }
        members.forEach(this::member);
        int tried = new HazelcastProperties(config).getInteger(ClusterProperty.TCP_JOIN_PORT_TRY_COUNT);
        if (network.isPortAutoIncrement()
                && network.getPortCount() > tried
                && members.stream().anyMatch(member -> host(member).equals(member))) {
            findings.note(
                    "network/port",
                    "a member may take one of " + network.getPortCount()
                            + " ports, but others look for it at the first " + tried + " only",
                    "write port-count=\"" + tried + "\", or set hazelcast.tcp.join.port.try.count to "
                            + network.getPortCount());
        }
    }

    private void member(String member) {
        String place = MEMBERS + member;
        String host = host(member);
        Matcher port = PORT.matcher(member);
        if (port.matches() && Integer.parseInt(port.group(1)) > LAST_PORT) {
            findings.error(place, member + " has no such port: there are none above " + LAST_PORT, "correct <member>");
        }
        if (host.matches(".*:.*") && !host.matches("[0-9a-fA-F:.%]+")) {
            findings.error(place, member + " is neither a host nor host:port", "correct <member>");
        } else if (!host.matches("[0-9.*-]+") && !isKnown(host)) {
            findings.error(
                    place,
                    "the host " + host + " is not known to this machine",
                    "correct its name in <member> or --members, or the name service");
        }
    }

    private static String host(String address) {
        return address.replaceAll("^\\[(.*)](:\\d+)?$", "$1").replaceAll("^([^:]*):\\d+$", "$1");
    }

    private static boolean isKnown(String host) {
        try {
            InetAddress.getByName(host);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
