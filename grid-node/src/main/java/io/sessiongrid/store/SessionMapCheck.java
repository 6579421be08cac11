package io.sessiongrid.store;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import io.sessiongrid.store.SessionMapRule.Severity;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what in a Hazelcast configuration would lose sessions or make them slow. Each finding is one line that names
 * the file and line, if there is one, the element, what it would do, and what to change.
 */
public final class SessionMapCheck {
    private SessionMapCheck() {}

    /**
     * Reasons not to start; empty if there are none.
     *
     * @param config of a member that starts or runs
     */
    public static List<String> problems(Config config, String mapName) {
        MapConfig map = config.findMapConfig(mapName);
        List<SessionMapRule> broken = broken(map, Severity.REFUSED);
        if (!broken.isEmpty() && !SessionMapConfig.isIn(config, mapName)) {
            return List.of("there is no <map> for " + mapName + ", and what holds for every other map, "
                    + broken.get(0).explain(map)
                    + "; or better, copy <map name=\"sessions-*\"> from config/hazelcast.xml");
        }
        return lines(config, map, broken);
    }

    /** What should be known before it hurts, but is for the operator to decide. */
    public static List<String> warnings(Config config, String mapName) {
        MapConfig map = config.findMapConfig(mapName);
        return lines(config, map, broken(map, Severity.WARNED));
    }

    /** What does no harm, but not what somebody may believe either. */
    public static List<String> notes(Config config, String mapName) {
        MapConfig map = config.findMapConfig(mapName);
        return lines(config, map, broken(map, Severity.NOTED));
    }

    /** Reasons not to start a client; what its members say is for them to check. */
    public static List<String> problems(ClientConfig config, String mapName) {
        return config.getNearCacheConfig(mapName) == null
                ? List.of()
                : List.of("<near-cache name=\""
                        + config.getNearCacheConfig(mapName).getName() + "\"> in the client's"
                        + " configuration would answer with sessions as they were before the last change; remove it");
    }

    private static List<SessionMapRule> broken(MapConfig map, Severity severity) {
        return Arrays.stream(SessionMapRule.values())
                .filter(rule -> rule.severity() == severity && rule.isBrokenBy(map))
                .toList();
    }

    private static List<String> lines(Config config, MapConfig map, List<SessionMapRule> rules) {
        if (rules.isEmpty()) {
            return List.of();
        }
        ConfigLines lines = ConfigLines.of(config);
        return rules.stream()
                .map(rule -> lines.prefix("map/" + map.getName() + "/" + rule.element()) + rule.explain(map))
                .toList();
    }
}
