package io.sessiongrid.web;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.RevocationListener;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionCopy;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.TouchListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A grid without a network: the same rules, kept in a map, and calls that fail or stall when a test wants it. */
final class MemoryStore implements SessionStore {
    enum Call {
        CREATE,
        RESTORE,
        IDENTIFY,
        OPEN,
        COMMIT,
        TOUCH,
        LOOK,
        CHANGE_SECRET,
        END,
        CLAIM,
        REMOVE_CLAIMED
    }

    /** What goes wrong with a call; the caller sees no difference. */
    enum Fault {
        REQUEST_LOST,
        NOT_SENT,
        ANSWER_LOST
    }

    /** Holds calls up between their execution and their answer. */
    static final class Gate implements AutoCloseable {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        void awaitArrival() throws InterruptedException {
            if (!arrived.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Nobody came to the gate");
            }
        }

        private void pass() {
            arrived.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            open.countDown();
        }
    }

    private record Hook(int count, Runnable work) {}

    private final InstantSource clock;
    private final Map<String, SessionRecord> records = new HashMap<>();
    private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
    private final Map<Call, Fault> faults = new EnumMap<>(Call.class);
    private final Map<Call, Fault> lasting = new EnumMap<>(Call.class);
    private final Map<Call, Gate> gates = new EnumMap<>(Call.class);
    private final Map<Call, Hook> hooks = new EnumMap<>(Call.class);
    private final Map<Call, Runnable> delays = new ConcurrentHashMap<>();
    private final List<SessionDelta> deltas = new ArrayList<>();
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();
    private double faultRate;
    private Random random = new Random(0);
    private boolean regressed;
    private @Nullable UUID gridId = UUID.randomUUID();
    private Instant waitedUntil = Instant.MAX;
    private int turns = Integer.MAX_VALUE;
    private int turnsTaken;

    MemoryStore(InstantSource clock) {
        this.clock = clock;
    }

    /** The next such call fails, and no other. */
    synchronized void failNext(Call call, Fault fault) {
        faults.put(call, fault);
    }

    /** All such calls fail from now on; null: none. */
    synchronized void failAll(Call call, @Nullable Fault fault) {
        if (fault == null) {
            lasting.remove(call);
        } else {
            lasting.put(call, fault);
        }
    }

    /** From now on no call arrives, until it is back. */
    void goAway() {
        for (Call call : Call.values()) {
            failAll(call, Fault.REQUEST_LOST);
        }
    }

    void comeBack() {
        for (Call call : Call.values()) {
            failAll(call, null);
        }
    }

    /** All members are lost, and others come. */
    synchronized void loseAll() {
        records.clear();
        gridId = UUID.randomUUID();
    }

    /** Its members are of a release that does not tell. */
    synchronized void hideId() {
        gridId = null;
    }

    /** It has this session no more, and no trace of it. */
    synchronized void lose(SessionId id) {
        records.remove(id.key());
    }

    @Override
    public @Nullable UUID gridId() {
        return this.<@Nullable UUID>call(Call.IDENTIFY, () -> gridId);
    }

    /** From now on this share of all calls fails, before or after they are executed. */
    synchronized void failOften(double share, long seed) {
        faultRate = share;
        random = new Random(seed);
    }

    /** Runs {@code work} just before the {@code nth} such call from now on. */
    synchronized void whenCalled(Call call, int nth, Runnable work) {
        hooks.put(call, new Hook(calls.getOrDefault(call, 0) + nth, work));
    }

    /** Runs {@code work} before each such call from now on, while others may go on. */
    synchronized void whenever(Call call, Runnable work) {
        delays.put(call, work);
    }

    /** Calls of this kind are executed from now on, but not answered until the gate is closed for good. */
    synchronized Gate stall(Call call) {
        Gate gate = new Gate();
        gates.put(call, gate);
        return gate;
    }

    /** As if the connection had been lost for a while. */
    void loseRevocations() {
        listeners.forEach(RevocationListener::mayHaveMissedSome);
    }

    /** As if the connection had been lost, for good. */
    void cutOff() {
        listeners.forEach(RevocationListener::cutOff);
        listeners.clear();
    }

    synchronized int count(Call call) {
        return calls.getOrDefault(call, 0);
    }

    synchronized int count() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized void forgetCounts() {
        calls.clear();
        deltas.clear();
    }

    /** The deltas that were sent, in order. */
    synchronized List<SessionDelta> deltas() {
        return List.copyOf(deltas);
    }

    /** Until when the last commit was waited for. */
    synchronized Instant waitedUntil() {
        return waitedUntil;
    }

    synchronized @Nullable SessionRecord recordOrNull(SessionId id) {
        return records.get(id.key());
    }

    SessionRecord record(SessionId id) {
        return Objects.requireNonNull(recordOrNull(id), "No such session in the grid");
    }

    /** True if a record ever came to have a lower version than before. */
    synchronized boolean hasRegressed() {
        return regressed;
    }

    @Override
    public Committed create(SessionId id, Creation creation, SessionDelta initial, CommitId commit) {
        return call(Call.CREATE, () -> {
            deltas.add(initial);
            SessionRecord taken = records.get(id.key());
            Instant now = clock.instant();
            Committed refusal = creation.refusal(taken, initial, commit, now);
            if (refusal != null) {
                return refusal;
            }
            long version = taken == null ? 0 : taken.version();
            SessionRecord session = SessionRecord.created(id.secretHash(), creation, initial, commit, version, now);
            put(id.key(), session);
            return session.committed(initial, 0, now);
        });
    }

    @Override
    public Committed restore(SessionId id, SessionTimes times, SessionDelta content, CommitId commit) {
        return call(Call.RESTORE, () -> {
            SessionRecord before = records.get(id.key());
            if (before != null && before.ended()) {
                return new Committed.Gone();
            }
            long version = before == null ? 0 : before.version();
            SessionRecord session = SessionRecord.restored(id.secretHash(), times, content, commit, version);
            put(id.key(), session);
            return session.committed(content, session.version(), clock.instant());
        });
    }

    @Override
    public Committed restore(String key, SessionCopy copy, CommitId commit) {
        return call(Call.RESTORE, () -> {
            SessionRecord present = records.get(key);
            if (present == null) {
                SessionRecord session = copy.restored(commit, clock.instant());
                put(key, session);
                return session.committed(copy.content(), session.version(), clock.instant());
            }
            if (!copy.isOf(present, clock.instant())) {
                return new Committed.Gone();
            }
            return apply(key, present, copy.over(present, commit, clock.instant()))
                    .committed(copy.content(), copy.version(), clock.instant());
        });
    }

    @Override
    public Opened open(String key, SecretHash secret, long knownVersion) {
        return call(Call.OPEN, () -> {
            SessionRecord session = records.get(key);
            return session == null ? new Opened.Gone() : session.open(secret, knownVersion, clock.instant());
        });
    }

    @Override
    public Committed commit(String key, SessionDelta delta, long baseVersion, CommitId commit, Instant until) {
        return call(Call.COMMIT, () -> {
            deltas.add(delta);
            waitedUntil = until;
            SessionRecord session = living(key);
            if (session == null) {
                return new Committed.Gone();
            }
            return apply(key, session, session.commit(delta, baseVersion, commit, clock.instant()))
                    .committed(delta, baseVersion, session.conflicts(delta, baseVersion), clock.instant());
        });
    }

    @Override
    public void touch(String key, Duration ago, TouchListener listener) {
        try {
            SessionRecord touched = call(Call.TOUCH, () -> {
                SessionRecord session = living(key);
                return session == null
                        ? null
                        : apply(key, session, session.touched(clock.instant().minus(ago)));
            });
            if (touched == null) {
                listener.gone();
            } else {
                listener.touched(touched.times(), clock.instant());
            }
        } catch (SessionStoreException e) {
            listener.lost();
        }
    }

    @Override
    public boolean changeSecret(String key, SecretHash from, SecretHash to, Instant until) {
        return call(Call.CHANGE_SECRET, () -> {
            SessionRecord session = living(key);
            return session != null
                    && apply(key, session, session.secretChanged(from, to, clock.instant()))
                            .secretHash()
                            .equals(to);
        });
    }

    @Override
    public Opened end(String key, long knownVersion, CommitId end, Duration lease) {
        return call(Call.END, () -> {
            SessionRecord session = records.get(key);
            if (session == null) {
                put(key, SessionRecord.endedBeforeItBegan(end, clock.instant()));
                return new Opened.Gone();
            }
            SessionPatch claim = session.end(end, lease, clock.instant());
            return claim == null
                    ? new Opened.Gone()
                    : apply(key, session, claim).read(knownVersion, clock.instant());
        });
    }

    /** One partition, which is always due, unless turns have ended. */
    @Override
    public synchronized List<Integer> takeTurn(Duration turn, Duration step) {
        turns--;
        turnsTaken++;
        return turns < 0 ? List.of() : List.of(0);
    }

    synchronized int turnsTaken() {
        return turnsTaken;
    }

    /** So many more, and then none. */
    synchronized void endTurns(int after) {
        turns = after;
    }

    @Override
    public List<String> expiredIn(int partition) {
        return call(
                Call.LOOK,
                () -> records.entrySet().stream()
                        .filter(each -> each.getValue().mayBeClaimedAt(clock.instant()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Override
    public Opened claim(String key, long claimant, Duration lease, long knownVersion) {
        return call(Call.CLAIM, () -> {
            SessionRecord session = records.get(key);
            SessionPatch claim = session == null ? null : session.claimed(claimant, lease, clock.instant());
            return session == null || claim == null
                    ? new Opened.Gone()
                    : apply(key, session, claim).read(knownVersion, clock.instant());
        });
    }

    @Override
    public synchronized void renew(String key, long claimant, Duration lease) {
        SessionRecord session = records.get(key);
        SessionPatch claim = session == null ? null : session.claimed(claimant, lease, clock.instant());
        if (session != null && claim != null) {
            put(key, session.with(claim));
        }
    }

    @Override
    public void removeClaimed(String key, CommitId end) {
        call(Call.REMOVE_CLAIMED, () -> {
            SessionRecord session = records.get(key);
            if (session == null || !session.isClaimedBy(end.writer())) {
                return false;
            }
            SessionPatch trace = session.told(end, clock.instant());
            if (trace == null) {
                records.remove(key);
            } else {
                put(key, session.with(trace));
            }
            return true;
        });
    }

    /** As an operator ends a session. */
    synchronized void expire(SessionId id) {
        SessionRecord session = record(id);
        put(id.key(), session.with(Objects.requireNonNull(session.expired(clock.instant()))));
    }

    @Override
    public synchronized int size() {
        return records.size();
    }

    @Override
    public void revoke(String key, long writer) {
        listeners.forEach(listener -> listener.revoked(key, writer));
    }

    @Override
    public void tellOfShorterLife(String key, long writer) {
        listeners.forEach(listener -> listener.shortened(key, writer));
    }

    @Override
    public Runnable onRevoked(RevocationListener listener) {
        listeners.add(listener);
        listener.mayHaveMissedSome();
        return () -> listeners.remove(listener);
    }

    private @Nullable SessionRecord living(String key) {
        SessionRecord session = records.get(key);
        return session == null || session.isGoneAt(clock.instant()) ? null : session;
    }

    private SessionRecord apply(String key, SessionRecord before, @Nullable SessionPatch patch) {
        SessionRecord after = patch == null ? before : before.with(patch);
        put(key, after);
        return after;
    }

    private void put(String key, SessionRecord session) {
        SessionRecord before = records.put(key, session);
        regressed |= before != null && before.version() > session.version();
    }

    private <R extends @Nullable Object> R call(Call call, Supplier<R> operation) {
        R answer;
        Fault fault;
        Gate gate;
        delays.getOrDefault(call, () -> {}).run();
        synchronized (this) {
            int count = calls.merge(call, 1, Integer::sum);
            Hook hook = hooks.get(call);
            if (hook != null && hook.count() == count) {
                hook.work().run();
            }
            fault = nextFault(call);
            gate = gates.get(call);
            if (fault == Fault.NOT_SENT) {
                throw SessionStoreException.notSent("The member is closed off");
            }
            if (fault == Fault.REQUEST_LOST) {
                throw SessionStoreException.away("The request was lost", null);
            }
            answer = operation.get();
        }
        if (gate != null) {
            gate.pass();
        }
        if (fault == Fault.ANSWER_LOST) {
            throw SessionStoreException.away("The answer was lost", null);
        }
        return answer;
    }

    private @Nullable Fault nextFault(Call call) {
        Fault planned = faults.getOrDefault(call, lasting.get(call));
        faults.remove(call);
        if (planned == null && call != Call.TOUCH && call != Call.LOOK && random.nextDouble() < faultRate) {
            return random.nextBoolean() ? Fault.REQUEST_LOST : Fault.ANSWER_LOST;
        }
        return planned;
    }
}
