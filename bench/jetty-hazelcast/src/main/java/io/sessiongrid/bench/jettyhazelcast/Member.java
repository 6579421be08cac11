package io.sessiongrid.bench.jettyhazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import java.util.List;

/**
 * A Hazelcast member that listens on the loopback interface alone, and whose only partners are those that the rig
 * names. System properties say who is who: {@code bench.cluster}, {@code bench.members} and {@code bench.member}, its
 * own port.
 */
final class Member {
    private Member() {}

    static Config config() {
        Config config = new Config().setClusterName(System.getProperty("bench.cluster"));
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        NetworkConfig network = config.getNetworkConfig()
                .setPort(Integer.getInteger("bench.member"))
                .setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(members());
        return config;
    }

    static List<String> members() {
        return List.of(System.getProperty("bench.members").split(",", -1));
    }
}
