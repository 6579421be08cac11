package io.sessiongrid.store;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.MapConfig;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a session map must not be, each rule learned from a measurement. */
// The functions are stateless; Error Prone would believe it of its own annotation only, which is no dependency of ours.
@SuppressWarnings("ImmutableEnumChecker")
enum SessionMapRule {
    MAX_IDLE(
            "max-idle-seconds",
            map -> map.getMaxIdleSeconds() > 0 && map.getMaxIdleSeconds() < Integer.MAX_VALUE,
            map -> "<max-idle-seconds>" + map.getMaxIdleSeconds() + "</max-idle-seconds>",
            "would end sessions that are in use, because only the owner of a session notices its use: when a member is"
                    + " lost, its backups count as idle",
            "remove it"),
    FORMAT(
            "in-memory-format",
            map -> map.getInMemoryFormat() != InMemoryFormat.OBJECT,
            map -> "<in-memory-format>" + map.getInMemoryFormat() + "</in-memory-format>",
            "would decode and encode the whole session on every operation, on its owner and on each backup",
            "write <in-memory-format>OBJECT</in-memory-format>"),
    EVICTION(
            "eviction",
            map -> map.getEvictionConfig().getEvictionPolicy() != EvictionPolicy.NONE,
            map -> "<eviction eviction-policy=\"" + map.getEvictionConfig().getEvictionPolicy() + "\"/>",
            "would throw away sessions that are in use, without a word",
            "write eviction-policy=\"NONE\""),
    NEAR_CACHE(
            "near-cache",
            MapConfig::isNearCacheEnabled,
            map -> "<near-cache>",
            "would answer with sessions as they were before the last change",
            "remove it"),
    INDEX(
            "indexes",
            map -> !map.getIndexConfigs().isEmpty(),
            map -> "<indexes>",
            "would copy the whole session on every operation, reading ones too",
            "remove it"),
    MAP_STORE(
            "map-store",
            map -> map.getMapStoreConfig().isEnabled(),
            map -> "<map-store>",
            "would bring back sessions that have ended, because what is not in memory is loaded from there",
            "remove it"),
    BACKUP(
            Severity.WARNED,
            "backup-count",
            map -> map.getBackupCount() == 0,
            map -> "<backup-count>0</backup-count>",
            "means that the loss of a member loses its sessions and answered writes",
            "write 1 or more to survive it"),
    /** Measured: an entry processor that gives a time to live, 0 included, does not fall back on the map's. */
    TIME_TO_LIVE(
            Severity.WARNED,
            "time-to-live-seconds",
            map -> map.getTimeToLiveSeconds() > 0 && map.getTimeToLiveSeconds() < Integer.MAX_VALUE,
            map -> "<time-to-live-seconds>" + map.getTimeToLiveSeconds() + "</time-to-live-seconds>",
            "ends no session, neither early nor at all, because each carries an end of its own",
            "write 0, and say in the application how long sessions live, or with the setting maxLifetime"),
    /** Hazelcast refuses it itself, but says no line. */
    MERGE_POLICY(
            Severity.WARNED,
            "merge-policy",
            map -> !KnownMergePolicy.fits(map),
            map -> "<merge-policy>" + map.getMergePolicyConfig().getPolicy() + "</merge-policy>",
            "keeps a member from starting: the class is not here, or it needs <per-entry-stats-enabled>",
            "write <merge-policy>" + SessionMergePolicy.class.getName() + "</merge-policy>"),
    MERGE_LOSS(
            Severity.WARNED,
            "merge-policy",
            map -> KnownMergePolicy.fits(map) && !KnownMergePolicy.isOurs(map),
            map -> "<merge-policy>" + map.getMergePolicyConfig().getPolicy() + "</merge-policy>",
            "loses what one half of a split grid has written, and logins come back that the other half has ended",
            "write <merge-policy>" + SessionMergePolicy.class.getName() + "</merge-policy>"),
    PERSISTENCE(
            Severity.WARNED,
            "data-persistence",
            map -> map.getDataPersistenceConfig().isEnabled(),
            map -> "<data-persistence>",
            "keeps nothing, because open-source Hazelcast has no storage: sessions live in memory only",
            "remove it, and never stop the last member"),
    READ_BACKUP(
            Severity.NOTED,
            "read-backup-data",
            MapConfig::isReadBackupData,
            map -> "<read-backup-data>",
            "changes nothing, because sessions are always read from their owner",
            "remove it"),
    STATISTICS(
            Severity.NOTED,
            "statistics-enabled",
            map -> !map.isStatisticsEnabled(),
            map -> "<statistics-enabled>false</statistics-enabled>",
            "changes nothing in status and /metrics, which count for themselves",
            "leave it or remove it");

    /** What comes of a broken rule. */
    enum Severity {
        /** Nobody starts with it. */
        REFUSED,
        /** Somebody may want it nevertheless. */
        WARNED,
        /** It does no harm. */
        NOTED
    }

    private final Severity severity;
    private final String element;
    private final Predicate<MapConfig> broken;
    private final Function<MapConfig, String> found;
    private final String consequence;
    private final String remedy;

    SessionMapRule(
            String element,
            Predicate<MapConfig> broken,
            Function<MapConfig, String> found,
            String consequence,
            String remedy) {
        this(Severity.REFUSED, element, broken, found, consequence, remedy);
    }

    SessionMapRule(
            Severity severity,
            String element,
            Predicate<MapConfig> broken,
            Function<MapConfig, String> found,
            String consequence,
            String remedy) {
        this.severity = severity;
        this.element = element;
        this.broken = broken;
        this.found = found;
        this.consequence = consequence;
        this.remedy = remedy;
    }

    /** The element in {@code <map>} that decides. */
    String element() {
        return element;
    }

    Severity severity() {
        return severity;
    }

    boolean isBrokenBy(MapConfig map) {
        return broken.test(map);
    }

    /** What was found, what it would do, and what to change, as one sentence without its end. */
    String explain(MapConfig map) {
        return found.apply(map) + " in <map name=\"" + map.getName() + "\"> " + consequence + "; " + remedy;
    }
}
