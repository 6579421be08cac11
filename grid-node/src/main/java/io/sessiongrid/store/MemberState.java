package io.sessiongrid.store;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.internal.util.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a member knows of itself and tells others when they ask; one for each member of this JVM. Thread-safe. */
public final class MemberState {
    private static final String KEY = MemberState.class.getName();

    /** A backup that answers later is of no use to a request either. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HazelcastInstance member;
    private final OwnPartitions partitions;
    private final SessionCensus census;
    /** As Hazelcast takes the time, jumps and all: those who ask look for clocks that are wrong. */
    private final InstantSource clock = () -> Instant.ofEpochMilli(Clock.currentTimeMillis());

    private final Instant started = clock.instant();
    private volatile String configuration = "";
    private volatile boolean leaving;

    private MemberState(HazelcastInstance member) {
        this.member = member;
        this.partitions = new OwnPartitions(member);
        this.census = new SessionCensus(member, partitions);
        census.start();
    }

    /**
     * The state of a member, which begins to count its sessions.
     *
     * @param member in this JVM, not a client
     */
    public static MemberState of(HazelcastInstance member) {
        // From the start: it may hold sessions before anybody asks it for one.
        Standstill.of(member);
        return (MemberState) member.getUserContext().computeIfAbsent(KEY, key -> new MemberState(member));
    }

    /**
     * Is told where the configuration of the member was found.
     *
     * @param origin for people
     */
    public void configuredBy(String origin) {
        configuration = origin;
    }

    /** The member was told to stop: from now on it says so. */
    public void leaving() {
        leaving = true;
    }

    public boolean isLeaving() {
        return leaving;
    }

    /** False once the member has ended, for whatever reason; its life cycle does not always know. */
    public boolean isRunning() {
        return member.getLifecycleService().isRunning() && partitions.memberRuns();
    }

    /**
     * Has the other members take over what this one has, and waits for it, {@code bound} at most; it serves what it
     * still has meanwhile. What was not taken is in {@link #partitionsOwned}.
     *
     * @return true if this member has nothing any more, backups neither: its shutdown takes no time then
     */
    public boolean handOver(Duration bound) {
        return partitions.handOver(bound);
    }

    /** Works while the member leaves, too. */
    public int partitionsOwned() {
        return partitions.owned().size();
    }

    /** Waits for the members that have the backups, but not for long. */
    public MemberReport report() {
        List<Integer> owned = partitions.owned();
        SessionCensus.Counts counts = census.counted(owned);
        Map<String, MemberReport.SessionMap> maps = maps(counts);
        return new MemberReport(
                version(),
                BuildInfoProvider.getBuildInfo().getVersion(),
                Runtime.version().toString(),
                configuration,
                started,
                clock.instant(),
                leaving,
                HeapUse.now(),
                partitions(owned, maps, counts.uncounted()),
                maps);
    }

    private MemberReport.Partitions partitions(
            List<Integer> owned, Map<String, MemberReport.SessionMap> maps, int uncounted) {
        int backups = maps.values().stream()
                .mapToInt(MemberReport.SessionMap::backupCount)
                .max()
                .orElse(0);
        return new MemberReport.Partitions(
                owned.size(), partitions.all(), withoutBackup(owned, backups), uncounted, isMigrating());
    }

    /** True if partitions move, or are about to, as far as this member knows. */
    public boolean isMigrating() {
        return partitions.migrating();
    }

    /** Of Sessiongrid; empty if its classes are not in a jar. */
    public static String version() {
        String version = MemberState.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    private int withoutBackup(List<Integer> owned, int backups) {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        owned.forEach(partition -> answers.add(partitions.hasBackups(partition, backups)));
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
        try {
            all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Who has not answered by now has no backup.
        }
        return (int) answers.stream().filter(answer -> !confirmed(answer)).count();
    }

    private static boolean confirmed(CompletableFuture<Boolean> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally() && answer.getNow(false);
    }

    private Map<String, MemberReport.SessionMap> maps(SessionCensus.Counts counts) {
        Map<String, SessionCount> counted = new TreeMap<>(counts.byMap());
        counted.putIfAbsent(SessionMapConfig.PATTERN, SessionCount.NONE);
        Map<String, MemberReport.SessionMap> maps = new TreeMap<>();
        counted.forEach((name, count) -> {
            if (count.sessions() > 0 || name.startsWith(SessionMapConfig.PREFIX)) {
                maps.put(name, map(name, count));
            }
        });
        return maps;
    }

    private MemberReport.SessionMap map(String name, SessionCount owned) {
        Config config = member.getConfig();
        int backups = config.findMapConfig(name).getTotalBackupCount();
        return new MemberReport.SessionMap(backups, SessionMapCheck.problems(config, name), owned);
    }
}
