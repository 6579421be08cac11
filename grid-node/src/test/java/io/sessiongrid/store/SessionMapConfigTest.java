package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The configuration of the session map")
class SessionMapConfigTest {
    @Test
    void isTheSameInCodeAsInTheShippedFile() throws IOException {
        Config shipped = Config.loadFromFile(new File("../config/hazelcast.xml"));

        assertThat(shipped.getMapConfigs()).containsOnlyKeys("sessions-*");
        assertThat(SessionMapConfig.named("sessions-*")).isEqualTo(shipped.getMapConfig("sessions-*"));
    }

    @Test
    void isAddedWhereNothingIsSaidOfTheMap() {
        Config config = new Config();
        config.addMapConfig(new MapConfig("default").setMaxIdleSeconds(5));
        config.addMapConfig(new MapConfig("orders-*"));

        SessionMapConfig.addTo(config, "sessions-shop");

        assertThat(config.findMapConfig("sessions-shop")).isEqualTo(SessionMapConfig.named("sessions-shop"));
        assertThat(SessionMapCheck.problems(config, "sessions-shop")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions-shop", "sessions-*", "*"})
    void isLeftToAUserWhoSaysSomethingOfTheMap(String pattern) {
        Config config = new Config();
        config.addMapConfig(new MapConfig(pattern).setBackupCount(2));

        SessionMapConfig.addTo(config, "sessions-shop");

        assertThat(config.getMapConfigs()).containsOnlyKeys(pattern);
        assertThat(config.findMapConfig("sessions-shop").getBackupCount()).isEqualTo(2);
    }
}
