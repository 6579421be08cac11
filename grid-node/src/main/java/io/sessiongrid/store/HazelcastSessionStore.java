package io.sessiongrid.store;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.Meter;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.RevocationListener;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionCopy;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.TouchListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sessions in a Hazelcast map, reached as a member or as a client. */
public final class HazelcastSessionStore implements SessionStore {
    private static final Logger log = System.getLogger(HazelcastSessionStore.class.getName());

    private final HazelcastInstance hazelcast;
    private final String mapName;
    private final SessionMeters meters;
    private final PreparedMap sessions;
    private final BoundedCalls calls;
    private final MemberGuards guards;
    private final Revocations revocations;
    private final Forgiveness forgiveness;
    private final Expiry expiry;

    /**
     * Does not call the grid, which may be away.
     *
     * @param timeout the longest that a call waits
     * @param meters where calls are counted
     */
    public HazelcastSessionStore(HazelcastInstance hazelcast, String mapName, Duration timeout, SessionMeters meters) {
        this.hazelcast = hazelcast;
        this.mapName = mapName;
        this.meters = meters;
        this.sessions = new PreparedMap(hazelcast, mapName);
        this.guards = MemberGuards.of(hazelcast);
        this.calls = new BoundedCalls(mapName, guards::ofOwner, timeout, meters);
        this.revocations = new Revocations(hazelcast, mapName);
        this.forgiveness = new Forgiveness(hazelcast, mapName, sessions, calls);
        this.expiry = new Expiry(hazelcast, mapName, sessions, calls, forgiveness);
        meters.gauge(Meter.SILENT_MEMBERS, guards::closedOff);
    }

    @Override
    public Predicate<String> nearness() {
        return guards::isNear;
    }

    @Override
    public Committed create(SessionId id, Creation creation, SessionDelta initial, CommitId commit) {
        long start = System.nanoTime();
        return accepted(calls.call(GridCall.CREATE, id.key(), () -> {
            Creation later = creation.after(Duration.ofNanos(System.nanoTime() - start));
            return sessions.submit(id.key(), new CreateSession(id.secretHash(), later, initial, commit));
        }));
    }

    @Override
    public Committed restore(SessionId id, SessionTimes times, SessionDelta content, CommitId commit) {
        return accepted(calls.call(
                GridCall.RESTORE,
                id.key(),
                () -> sessions.submit(id.key(), new RestoreSession(id.secretHash(), times, content, commit))));
    }

    @Override
    public Committed restore(String key, SessionCopy copy, CommitId commit) {
        return accepted(calls.call(GridCall.RESTORE, key, () -> sessions.submit(key, new RestoreCopy(copy, commit))));
    }

    private Committed accepted(CommittedReply reply) {
        if (reply.isOfFullHeap()) {
            meters.add(SessionEvent.FAILURES_FULL);
            throw new SessionStoreException(
                    "Could not create a session in map " + mapName
                            + ": the heap of its owner is full; add members or heap",
                    null);
        }
        return reply.committed();
    }

    @Override
    public Opened open(String key, SecretHash secret, long knownVersion) {
        OpenedReply reply = ask(key, secret, knownVersion);
        return (reply.isPastItsTime() && forgiveness.isGrantedTo(key) ? ask(key, secret, knownVersion) : reply)
                .opened();
    }

    private OpenedReply ask(String key, SecretHash secret, long knownVersion) {
        OpenedReply here = askHere(key, new OpenSession(secret, knownVersion));
        return here != null ? here : askOwner(key, secret, knownVersion);
    }

    private @Nullable OpenedReply askHere(String key, OpenSession question) {
        long start = System.nanoTime();
        try {
            OpenedReply answer = sessions.answerHere(key, question);
            if (answer != null) {
                long end = System.nanoTime();
                meters.calls(GridCall.OPEN).record(end - start, end);
            }
            return answer;
        } catch (RetryableHazelcastException e) {
            // As if it had been sent: it is repeated until another owner answers, or it is too late.
            return null;
        }
    }

    private OpenedReply askOwner(String key, SecretHash secret, long knownVersion) {
        return calls.call(GridCall.OPEN, key, () -> sessions.submit(key, new OpenSession(secret, knownVersion)));
    }

    @Override
    public Committed commit(String key, SessionDelta delta, long baseVersion, CommitId commit, Instant until) {
        Supplier<CommitDelta> operation = () -> new CommitDelta(delta, baseVersion, commit, until);
        CommittedReply reply = send(key, operation);
        return (reply.isPastItsTime() && forgiveness.isGrantedTo(key) ? send(key, operation) : reply).committed();
    }

    private CommittedReply send(String key, Supplier<CommitDelta> operation) {
        return calls.call(GridCall.COMMIT, key, () -> sessions.submit(key, operation.get()));
    }

    @Override
    public void touch(String key, Duration ago, TouchListener listener) {
        if (guards.ofOwner(key).isClosedOff()) {
            listener.lost();
            return;
        }
        try {
            sessions.submit(key, new TouchSession(ago)).whenComplete((touched, failure) -> {
                if (failure != null) {
                    lost(key, listener, failure);
                } else if (touched.opened() instanceof Opened.Unchanged there) {
                    listener.touched(there.times(), there.now());
                } else {
                    listener.gone();
                }
            });
        } catch (RuntimeException e) {
            lost(key, listener, e);
        }
    }

    private static void lost(String key, TouchListener listener, Throwable failure) {
        log.log(Level.DEBUG, "Could not touch session " + SessionId.logged(key), failure);
        listener.lost();
    }

    @Override
    public boolean changeSecret(String key, SecretHash from, SecretHash to, Instant until) {
        return calls.call(GridCall.CHANGE_SECRET, key, () -> sessions.submit(key, new ChangeSecret(from, to, until)));
    }

    @Override
    public Opened end(String key, long knownVersion, CommitId end, Duration lease) {
        return calls.call(GridCall.END, key, () -> sessions.submit(key, new EndSession(knownVersion, end, lease)))
                .opened();
    }

    @Override
    public @Nullable UUID gridId() {
        calls.prepare(GridCall.IDENTIFY, sessions);
        return calls.call(
                        GridCall.IDENTIFY,
                        mapName,
                        () -> hazelcast
                                .<String, SweepHand>getMap(SweepHand.MAP)
                                .submitToKey(mapName, new FindOutages()))
                .gridId();
    }

    @Override
    public int size() {
        try {
            calls.prepare(GridCall.COUNT, sessions);
            return hazelcast.getMap(mapName).size();
        } catch (HazelcastException e) {
            throw new SessionStoreException("Could not count the sessions", e);
        }
    }

    @Override
    public void revoke(String key, long writer) {
        revocations.send(key, writer);
    }

    @Override
    public void tellOfShorterLife(String key, long writer) {
        revocations.sendShorter(key, writer);
    }

    @Override
    public Runnable onRevoked(RevocationListener listener) {
        return revocations.listen(listener);
    }

    @Override
    public List<Integer> takeTurn(Duration turn, Duration step) {
        return expiry.takeTurn(turn, step);
    }

    @Override
    public List<String> expiredIn(int partition) {
        return expiry.expiredIn(partition);
    }

    @Override
    public Opened claim(String key, long claimant, Duration lease, long knownVersion) {
        return expiry.claim(key, claimant, lease, knownVersion);
    }

    @Override
    public void renew(String key, long claimant, Duration lease) {
        expiry.renew(key, claimant, lease);
    }

    @Override
    public void removeClaimed(String key, CommitId end) {
        expiry.removeClaimed(key, end);
    }

    /**
     * Asks a member whether the grid is fit to keep the sessions. Every call does so until it has succeeded once.
     *
     * @throws io.sessiongrid.session.SessionStoreException caused by {@link UnfitGridException} if it is not
     */
    public void requireFitGrid() {
        calls.prepare(GridCall.PREPARE, sessions);
    }
}
