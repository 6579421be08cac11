package io.sessiongrid.store;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.spi.properties.ClusterProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * What decides whether a node can keep sessions with a member.
 *
 * @param version of Sessiongrid; empty if its classes are not in a jar
 * @param problems what would lose sessions, see {@link SessionMapCheck#problems}
 * @param warnings see {@link SessionMapCheck#warnings}
 * @param settings those that must be the same on every member, because each goes by its own: of the map, by element of
 *     {@code <map>}, and after how many seconds a silent member is given up, by which {@link Standstill} goes
 */
public record MemberInspection(
        String version,
        String hazelcastVersion,
        List<String> problems,
        List<String> warnings,
        Map<String, String> settings) {
    public MemberInspection {
        settings = Map.copyOf(settings);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * Asks every member about one session map; as {@link MemberReports#ask}.
     *
     * @param hazelcast a member or a client
     */
    public static CompletableFuture<Map<Member, Reply<MemberInspection>>> ask(
            HazelcastInstance hazelcast, String mapName, Duration timeout) {
        return new EveryMember(hazelcast, timeout).ask(new InspectMember(mapName), MemberInspectionReply::inspection);
    }

    /**
     * What a member with this configuration would say. A map that is nowhere in it will be as {@link SessionMapConfig}
     * says.
     */
    public static MemberInspection here(Config config, String mapName) {
        boolean configured = SessionMapConfig.isIn(config, mapName);
        return new MemberInspection(
                MemberState.version(),
                BuildInfoProvider.getBuildInfo().getVersion(),
                configured ? SessionMapCheck.problems(config, mapName) : List.of(),
                configured ? SessionMapCheck.warnings(config, mapName) : List.of(),
                settings(config, configured ? config.findMapConfig(mapName) : SessionMapConfig.named(mapName)));
    }

    private static Map<String, String> settings(Config config, MapConfig map) {
        return Map.of(
                ClusterProperty.MAX_NO_HEARTBEAT_SECONDS.getName(),
                String.valueOf(Standstill.heartbeat(config).toSeconds()),
                "backup-count",
                String.valueOf(map.getBackupCount()),
                "async-backup-count",
                String.valueOf(map.getAsyncBackupCount()),
                "merge-policy",
                map.getMergePolicyConfig().getPolicy().replaceAll(".*\\.", ""),
                "split-brain-protection-ref",
                Objects.requireNonNullElse(map.getSplitBrainProtectionName(), "none"));
    }
}
