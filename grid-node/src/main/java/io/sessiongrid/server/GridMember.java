package io.sessiongrid.server;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.node.FoundConfig;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.node.GridSettingsException;
import io.sessiongrid.node.Handshake;
import io.sessiongrid.node.HazelcastConfigs;
import io.sessiongrid.node.HeapWatch;
import io.sessiongrid.store.MemberState;
import io.sessiongrid.store.SessionMapCheck;
import io.sessiongrid.store.SessionMapConfig;
import io.sessiongrid.store.SessionMaps;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The member of a JVM that has no application, and what it tells its operator. */
final class GridMember {
    private static final Logger log = System.getLogger(GridMember.class.getName());

    /** For members to say how they keep sessions: nobody waits for it, and some may be busy with their own start. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HazelcastInstance hazelcast;
    private final MemberState state;
    private final String cluster;
    private final UnaskedEnd end;

    private GridMember(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
        this.state = MemberState.of(hazelcast);
        this.cluster = hazelcast.getConfig().getClusterName();
        this.end = new UnaskedEnd(hazelcast);
    }

    /**
     * Joins or forms the grid.
     *
     * @param location see {@link HazelcastConfigs#member}
     * @throws GridSettingsException if the configuration cannot be used, or a session map in it would lose sessions
     * @throws com.hazelcast.core.HazelcastException for example if all ports are taken
     */
    static GridMember start(@Nullable String location) {
        log.log(Level.INFO, "Started {0}, process {1}", Versions.text(), pid());
        GridSettings settings = BesideTheFile.settings();
        BesideTheFile.needless(settings).forEach(what -> log.log(Level.WARNING, "{0}", what));
        String place = location == null ? settings.configLocation() : location;
        FoundConfig<Config> found = HazelcastConfigs.member(place);
        Config config = found.config();
        SessionMapConfig.addTo(config, SessionMapConfig.PATTERN);
        List<String> maps = ConfigFindings.sessionMaps(config);
        require(config, maps);
        HazelcastConfigs.prepare(config, settings);
        // This class leaves in its own order; the hook of Hazelcast would run at the same time.
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.logging.details.enabled", "false");
        GridMember member = new GridMember(Hazelcast.newHazelcastInstance(config));
        member.state.configuredBy(found.origin());
        member.beginToOwn();
        member.announce(place);
        member.watch();
        maps.forEach(map -> new Handshake(member.hazelcast, map, PATIENCE).listen());
        HeapWatch.start();
        return member;
    }

    /** What is not worth a refusal is told when members are compared. */
    private static void require(Config config, List<String> maps) {
        List<String> problems = maps.stream()
                .flatMap(map -> SessionMapCheck.problems(config, map).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new GridSettingsException(problems);
        }
    }

    private void announce(@Nullable String location) {
        log.log(
                Level.INFO,
                "Joined cluster {0} as {1}; members: {2}",
                cluster,
                address(hazelcast.getCluster().getLocalMember()),
                String.join(
                        ", ",
                        hazelcast.getCluster().getMembers().stream()
                                .map(GridMember::address)
                                .toList()));
        noteOtherPort();
        warnOfMissingBackups();
        log.log(
                Level.INFO,
                "To add a member on this machine: {0}; on others: the same with a --bind of theirs and --members, or a"
                        + " --config of your own",
                NextMember.of(
                                location,
                                findable() ? address(hazelcast.getCluster().getLocalMember()) : null)
                        .command(program()));
        log.log(Level.INFO, "To stop: Ctrl-C or kill {0}; sessions move to the other members first", pid());
    }

    /** As an operator starts it: the script says its name. */
    private static List<String> program() {
        String script = System.getProperty("grid-node.script");
        return script == null ? List.of("java", "-jar", System.getProperty("java.class.path")) : List.of(script);
    }

    /** With {@code --members}, which other ways to join do not go together with. */
    private boolean findable() {
        return hazelcast
                .getConfig()
                .getNetworkConfig()
                .getJoin()
                .getTcpIpConfig()
                .isEnabled();
    }

    private void noteOtherPort() {
        int asked = hazelcast.getConfig().getNetworkConfig().getPort();
        int taken = hazelcast.getCluster().getLocalMember().getAddress().getPort();
        if (asked != 0
                && asked != taken
                && !hazelcast.getConfig().getAdvancedNetworkConfig().isEnabled()) {
            log.log(
                    Level.INFO,
                    "Port {0} is taken; listens at {1} instead, as <port auto-increment=\"true\"> allows",
                    Integer.toString(asked),
                    Integer.toString(taken));
        }
    }

    private void watch() {
        SessionMaps.tellWhenMerged(hazelcast);
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                log.log(Level.INFO, "Member {0} joined; {1}", address(event.getMember()), members(size()));
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                log.log(Level.INFO, "Member {0} left; {1}", address(event.getMember()), members(size()));
                warnOfMissingBackups();
            }
        });
    }

    private void warnOfMissingBackups() {
        int backups =
                hazelcast.getConfig().findMapConfig(SessionMapConfig.PATTERN).getTotalBackupCount();
        if (size() <= backups) {
            log.log(
                    Level.WARNING,
                    "Sessions do not survive the loss of {0} until {1} members have joined; there {2}",
                    size() == 1 ? "this member" : backups + " members",
                    backups + 1,
                    size() == 1 ? "is 1" : "are " + size());
        }
    }

    /** Has the partitions given to members now, and not only when the first session comes. */
    private void beginToOwn() {
        hazelcast.getPartitionService().getPartition("").getOwner();
    }

    HazelcastInstance hazelcast() {
        return hazelcast;
    }

    /** Returns when the member has ended without being told to, for example because it ran out of file handles. */
    void awaitEnd() {
        end.await();
    }

    private static String members(int count) {
        return count == 1 ? "1 member" : count + " members";
    }

    private int size() {
        return hazelcast.getCluster().getMembers().size();
    }

    /** A text, because MessageFormat would write numbers with grouping. */
    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static String address(Member member) {
        return member.getAddress().getHost() + ":" + member.getAddress().getPort();
    }
}
