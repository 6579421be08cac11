package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import io.sessiongrid.node.ConfigVariable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A command that looks for the grid of a configuration")
class GridOptionsTest {
    @AfterEach
    void forget() {
        System.clearProperty(ConfigVariable.MEMBERS.property());
        System.clearProperty(ConfigVariable.CLUSTER_NAME.property());
    }

    @Test
    void triesThreePortsOfEachHostThatIsNamedWithoutOne() {
        Config config = new Config();
        config.getNetworkConfig().setPort(6701).getJoin().getTcpIpConfig().addMember("one,two:9000");

        GridOptions unused = new GridOptions(config, 1);

        assertThat(System.getProperty(ConfigVariable.MEMBERS.property()))
                .isEqualTo("one:6701,one:6702,one:6703,two:9000");
    }

    @Test
    void triesTheOnePortThatAMemberMayTake() {
        Config config = new Config();
        config.getNetworkConfig().setPort(6701).setPortAutoIncrement(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().addMember("one");

        GridOptions unused = new GridOptions(config, 1);

        assertThat(System.getProperty(ConfigVariable.MEMBERS.property())).isEqualTo("one:6701");
    }
}
