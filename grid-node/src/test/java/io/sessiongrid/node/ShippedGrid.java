package io.sessiongrid.node;

import com.hazelcast.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** What {@code config/hazelcast.xml} says, for tests of the files that must agree with it. */
public final class ShippedGrid {
    private ShippedGrid() {}

    public static Config config() {
        return new ConfigLookup(Path.of(""), new Properties(), Map.of())
                .member("../config/hazelcast.xml")
                .config();
    }

    /** The longest that a member waits for others to take its sessions over. */
    public static Duration handOver() {
        return Duration.ofSeconds(Long.parseLong(config().getProperty("hazelcast.graceful.shutdown.max.wait")));
    }
}
