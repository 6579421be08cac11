package io.sessiongrid.store;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What decides whether a node can keep sessions with a member.
 *
 * @param version of Sessiongrid; empty if its classes are not in a jar
 * @param problems what would lose sessions, see {@link SessionMapCheck#problems}
 * @param warnings see {@link SessionMapCheck#warnings}
 */
public record MemberInspection(String version, String hazelcastVersion, List<String> problems, List<String> warnings) {
    public MemberInspection {
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

    /** A map that is nowhere in the configuration will be as {@link SessionMapConfig} says. */
    static MemberInspection here(Config config, String mapName) {
        boolean configured = SessionMapConfig.isIn(config, mapName);
        return new MemberInspection(
                MemberState.version(),
                BuildInfoProvider.getBuildInfo().getVersion(),
                configured ? SessionMapCheck.problems(config, mapName) : List.of(),
                configured ? SessionMapCheck.warnings(config, mapName) : List.of());
    }
}
