package io.sessiongrid.store;

import com.hazelcast.config.Config;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import java.util.HashSet;
import java.util.Set;

/** The configuration of a session map, for a grid whose own configuration says nothing about one. */
public final class SessionMapConfig {
    /** With what the name of every session map begins, unless the setting {@code mapName} gives it another. */
    public static final String PREFIX = "sessions-";

    /** Fits every session map whose name nobody has chosen. */
    public static final String PATTERN = PREFIX + "*";

    /** What {@code <merge-policy>} names. */
    static final String MERGE_POLICY = SessionMergePolicy.class.getName();

    /** What Hazelcast calls the configuration of maps that have none; it is never meant for sessions. */
    static final String FALLBACK = "default";

    private SessionMapConfig() {}

    /** The application whose sessions are in this map. */
    public static String application(String mapName) {
        return mapName.startsWith(PREFIX) ? mapName.substring(PREFIX.length()) : mapName;
    }

    /**
     * The same as {@code <map name="sessions-*">} in {@code config/hazelcast.xml}, where the reasons are; a map has no
     * eviction unless told.
     */
    public static MapConfig named(String mapName) {
        return new MapConfig(mapName)
                .setInMemoryFormat(InMemoryFormat.OBJECT)
                .setMaxIdleSeconds(0)
                .setBackupCount(1)
                .setAsyncBackupCount(0)
                .setTimeToLiveSeconds(0)
                .setMergePolicyConfig(new MergePolicyConfig().setPolicy(MERGE_POLICY));
    }

    /** Adds ours to {@code config}, of a member that starts or runs, unless a name or pattern in it fits the map. */
    public static void addTo(Config config, String mapName) {
        if (!isIn(config, mapName)) {
            config.addMapConfig(named(mapName));
        }
    }

    /** Not {@link Config#findMapConfig}, which answers with the fallback where nothing fits. */
    public static boolean isIn(Config config, String mapName) {
        Set<String> patterns = new HashSet<>(config.getMapConfigs().keySet());
        patterns.remove(FALLBACK);
        return patterns.contains(mapName) || config.getConfigPatternMatcher().matches(patterns, mapName) != null;
    }
}
