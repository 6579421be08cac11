package io.sessiongrid.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a member says of itself.
 *
 * @param version of Sessiongrid; empty if its classes are not in a jar
 * @param configuration where its Hazelcast configuration was found; empty if that is not known
 * @param started when it joined, by its own clock
 * @param clock its own clock when it answered
 * @param leaving true from the moment on at which it was told to stop
 * @param partitions what it owns
 * @param maps by name; that of {@link SessionMapConfig#PATTERN} is about maps that nobody has used yet
 */
public record MemberReport(
        String version,
        String hazelcastVersion,
        String javaVersion,
        String configuration,
        Instant started,
        Instant clock,
        boolean leaving,
        HeapUse heap,
        Partitions partitions,
        Map<String, SessionMap> maps) {
    public MemberReport {
        maps = Map.copyOf(maps);
    }

    /**
     * The partitions that a member owns.
     *
     * @param all of the grid, whoever owns them
     * @param withoutBackup those that would be lost, or lose their latest changes, with this member
     * @param uncounted those whose sessions are still to be counted: until then all counts of this member are too low
     * @param migrating true if some move or are about to
     */
    public record Partitions(int owned, int all, int withoutBackup, int uncounted, boolean migrating) {}

    /**
     * How a member keeps a session map.
     *
     * @param backupCount the members that may be lost at once, synchronous and asynchronous backups together
     * @param problems what would lose sessions, see {@link SessionMapCheck#problems}
     * @param owned of the sessions those that this member owns
     */
    public record SessionMap(int backupCount, List<String> problems, SessionCount owned) {
        public SessionMap {
            problems = List.copyOf(problems);
        }
    }
}
