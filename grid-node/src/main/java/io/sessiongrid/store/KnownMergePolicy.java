package io.sessiongrid.store;

import com.hazelcast.config.MapConfig;
import java.util.Set;

/** Whether a member could start with a map's policy for the merge after a split, and whether it is the one to have. */
final class KnownMergePolicy {
    private static final String BUILT_IN = "com.hazelcast.spi.merge.";

    /** They compare times and hits, which a map does not keep unless told to. */
    private static final Set<String> OF_STATISTICS = Set.of(
            "ExpirationTimeMergePolicy", "HigherHitsMergePolicy", "LatestAccessMergePolicy", "LatestUpdateMergePolicy");

    private KnownMergePolicy() {}

    static boolean fits(MapConfig map) {
        String policy = map.getMergePolicyConfig().getPolicy();
        String name = policy.startsWith(BUILT_IN) ? policy.substring(BUILT_IN.length()) : policy;
        boolean known = isClass(BUILT_IN + name) || isClass(policy);
        return known && (map.isPerEntryStatsEnabled() || !OF_STATISTICS.contains(name));
    }

    static boolean isOurs(MapConfig map) {
        return SessionMapConfig.MERGE_POLICY.equals(map.getMergePolicyConfig().getPolicy());
    }

    private static boolean isClass(String name) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        String file = name.replace('.', '/') + ".class";
        return KnownMergePolicy.class.getClassLoader().getResource(file) != null
                || (application != null && application.getResource(file) != null);
    }
}
