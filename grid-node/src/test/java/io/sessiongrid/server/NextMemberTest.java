package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.node.ConfigVariable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The command for the next member")
class NextMemberTest {
    private static final List<String> PROGRAM = List.of("java", "-jar", "grid-node.jar");
    private static final String HERE = "10.0.0.5:6100";

    @Test
    void isShortWhereAllIsAsShipped() {
        assertThat(new NextMember(null, Map.of(), HERE).command(PROGRAM)).isEqualTo("java -jar grid-node.jar start");
    }

    @Test
    void hasAllThatTheFirstWasTold() {
        Map<ConfigVariable, String> told = Map.of(
                ConfigVariable.CLUSTER_NAME, "my shop's",
                ConfigVariable.MEMBERS, "10.0.0.6",
                ConfigVariable.BIND, "10.0.*.*",
                ConfigVariable.PORT, "6100",
                ConfigVariable.HTTP, "10.0.0.5:8080");

        assertThat(new NextMember("http://conf/hazelcast.xml", told, HERE).command(PROGRAM))
                .isEqualTo("java -jar grid-node.jar start --config http://conf/hazelcast.xml"
                        + " --cluster-name 'my shop'\\''s' --bind '10.0.*.*' --port 6100"
                        + " --members 10.0.0.5:6100,10.0.0.6 --http 10.0.0.5:0");
    }

    @Test
    void findsAFirstThatListensElsewhereThanAsShipped() {
        assertThat(new NextMember(null, Map.of(ConfigVariable.BIND, "10.0.0.5"), HERE).command(PROGRAM))
                .isEqualTo("java -jar grid-node.jar start --bind 10.0.0.5 --members 10.0.0.5:6100");
        assertThat(new NextMember(null, Map.of(ConfigVariable.BIND, "10.0.0.5"), null).command(PROGRAM))
                .isEqualTo("java -jar grid-node.jar start --bind 10.0.0.5");
    }

    @Test
    void namesNoMemberTwice() {
        Map<ConfigVariable, String> told = Map.of(ConfigVariable.MEMBERS, "10.0.0.6, 10.0.0.5:6100");

        assertThat(new NextMember(null, told, HERE).command(PROGRAM))
                .isEqualTo("java -jar grid-node.jar start --members 10.0.0.5:6100,10.0.0.6");
    }

    @Test
    void takesNoPortOfTheFirstForHttp() {
        assertThat(new NextMember(null, Map.of(ConfigVariable.HTTP, "8080"), HERE).command(PROGRAM))
                .endsWith(" --http 0");
        assertThat(new NextMember(null, Map.of(ConfigVariable.HTTP, "off"), HERE).command(PROGRAM))
                .endsWith(" --http off");
    }
}
