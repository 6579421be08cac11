package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.Outage;
import java.time.Duration;
import java.util.List;

/**
 * Gives sessions the time back in which no app server of their application reached the grid. The hand of the sweep,
 * which some server moves every second or less, shows when that was: the grid itself is asked, so that a server that
 * was started meanwhile knows it, too.
 *
 * <p>Costs nothing as long as no session is found past its time. Thread-safe.
 */
final class Forgiveness {
    /** No outage can begin and be over within it. */
    static final Duration KNOWN_FOR = Outage.SHORTEST.dividedBy(3);

    private final HazelcastInstance hazelcast;
    private final String mapName;
    private final PreparedMap sessions;
    private final BoundedCalls calls;

    /** @param askedAt see {@link System#nanoTime} */
    private record Known(List<Outage> outages, long askedAt) {
        boolean isFresh() {
            return System.nanoTime() - askedAt < KNOWN_FOR.toNanos();
        }
    }

    private volatile Known known = new Known(List.of(), System.nanoTime() - KNOWN_FOR.toNanos());

    Forgiveness(HazelcastInstance hazelcast, String mapName, PreparedMap sessions, BoundedCalls calls) {
        this.hazelcast = hazelcast;
        this.mapName = mapName;
        this.sessions = sessions;
        this.calls = calls;
    }

    /**
     * True if a session that is past its time is so because of an outage; it lives on then.
     *
     * @throws io.sessiongrid.session.SessionStoreException if the grid does not answer
     */
    boolean isGrantedTo(String key) {
        List<Outage> outages = outages();
        return !outages.isEmpty()
                && !(calls.call(GridCall.FORGIVE, key, () -> sessions.submit(key, new ForgiveOutages(outages)))
                                .opened()
                        instanceof Opened.Gone);
    }

    private List<Outage> outages() {
        Known last = known;
        if (!last.isFresh()) {
            long now = System.nanoTime();
            OutagesReply reply = calls.call(
                    GridCall.FORGIVE,
                    mapName,
                    () -> hazelcast.<String, SweepHand>getMap(SweepHand.MAP).submitToKey(mapName, new FindOutages()));
            last = new Known(reply.outages(), now);
            known = last;
        }
        return last.outages();
    }
}
