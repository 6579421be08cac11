package io.sessiongrid.store;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.map.IMap;
import io.sessiongrid.session.Claim;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.SessionMeters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The session maps of a grid in the hands of an operator. */
public final class SessionMaps {
    private final HazelcastInstance hazelcast;
    private final Duration timeout;

    /** @param timeout the longest that a call waits */
    public SessionMaps(HazelcastInstance hazelcast, Duration timeout) {
        this.hazelcast = hazelcast;
        this.timeout = timeout;
    }

    /** The name of the application whose sessions are in a map. */
    public static String applicationOf(String mapName) {
        return mapName.startsWith(SessionMapConfig.PREFIX)
                ? mapName.substring(SessionMapConfig.PREFIX.length())
                : mapName;
    }

    /**
     * Has app servers ask the grid again for every session, from the moment on at which {@code member}, in a half of a
     * split grid, has brought its sessions into the other half.
     */
    public static void tellWhenMerged(HazelcastInstance member) {
        member.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) {
                Revocations.sendMerged(member);
            }
        });
    }

    /** The names of all maps of the grid, session maps and others. */
    public Set<String> names() {
        return hazelcast.getDistributedObjects().stream()
                .filter(IMap.class::isInstance)
                .map(DistributedObject::getName)
                .collect(Collectors.toSet());
    }

    /**
     * The first {@code limit} sessions of a map that each member owns. Reads all of them, so it is for operators only;
     * does not wait.
     */
    public CompletableFuture<Map<Member, Reply<List<SessionSummary>>>> list(
            String mapName, SessionOrder order, int limit) {
        return new EveryMember(hazelcast, timeout).ask(new ListSessions(mapName, order, limit), SessionPage::sessions);
    }

    /**
     * Ends a session as if it were past its time: it is gone at once everywhere, and within {@code sweepInterval} one
     * of the application's servers tells the listeners (G6).
     *
     * @return false if there is none, or it has ended already
     * @throws io.sessiongrid.session.SessionStoreException if the grid does not answer
     */
    public boolean end(String mapName, String key) {
        PreparedMap sessions = new PreparedMap(hazelcast, mapName);
        boolean ended = new BoundedCalls(mapName, MemberGuards.of(hazelcast)::ofOwner, timeout, new SessionMeters())
                .call(GridCall.END, key, () -> sessions.submit(key, new ExpireSession()));
        if (ended) {
            new Revocations(hazelcast, mapName).send(key, Claim.NOBODY);
        }
        return ended;
    }
}
