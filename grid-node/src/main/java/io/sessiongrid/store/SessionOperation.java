package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import io.sessiongrid.session.Outage;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the protocol on one session.
 *
 * <p>Runs on the partition thread of the owner, so it must be quick and must not block. It computes a
 * {@link SessionPatch}, applies it, and hands the same patch to the backups; if nothing changed, the backups hear
 * nothing. Hazelcast executes at least once, so every operation comes to the same end when it is executed again. An
 * instance is used for one call only.
 *
 * @param <R> the answer
 */
abstract class SessionOperation<R> extends WireObject
        implements EntryProcessor<String, StoredSession, R>, HazelcastInstanceAware {
    /**
     * How long an expired session may stay in memory. Time to live is garbage collection only, for sessions of
     * applications that nobody runs: it must come long after anyone who could still tell listeners of the end.
     */
    private static final Duration GARBAGE_AFTER = Duration.ofHours(1);

    /** The trace of an ended session stays beyond any call that could still be on its way to it, ... */
    private static final Duration SHORTEST_TRACE = Duration.ofMinutes(2);

    /** ... and beyond any request that may still repeat its creation: as long as it would have lived, within reason. */
    private static final Duration LONGEST_TRACE = Duration.ofDays(1);

    /**
     * An operation is in the heap several times while it is read, executed and sent to the backup; one too many would
     * cost the member. Not a limit of sessions, which must be read wherever their partition moves.
     */
    private static final long LARGEST = Runtime.getRuntime().maxMemory() / 16;

    private final transient OwnerCounts.Operation operation;
    private String application = "";
    private transient @Nullable HazelcastInstance member;
    private transient Instant moment = Instant.EPOCH;
    private transient @Nullable SessionPatch outcome;
    private transient @Nullable StoredSession whole;

    SessionOperation(OwnerCounts.Operation operation) {
        this.operation = operation;
    }

    /** For whom it is counted. */
    final SessionOperation<R> countedFor(String name) {
        application = name;
        return this;
    }

    /** Counts what came of it, on the owner alone, and returns {@code answer}. */
    final R done(OwnerCounts.Outcome outcome, R answer) {
        OwnerCounts.of(member()).add(application, operation, outcome);
        return answer;
    }

    final HazelcastInstance member() {
        return Objects.requireNonNull(member);
    }

    @Override
    final long largest() {
        return LARGEST;
    }

    @Override
    final void writeLater(WireWriter out) {
        out.text(application);
        writeLast(out);
    }

    @Override
    final void readLater(WireReader in) {
        application = in.text();
        readLast(in);
    }

    /** After what all operations have. */
    void writeLast(WireWriter out) {}

    void readLast(WireReader in) {}

    @Override
    public final void setHazelcastInstance(HazelcastInstance member) {
        this.member = member;
    }

    /** A member whose sessions may be old refuses, so that the caller tries again, and finds another owner. */
    @Override
    public final R process(Map.Entry<String, StoredSession> entry) {
        Standstill.of(member()).requireNone();
        moment = GridTime.of(member()).instant();
        return execute(entry);
    }

    abstract R execute(Map.Entry<String, StoredSession> entry);

    /** Hazelcast asks for it after {@link #process} has run on the owner. */
    @Override
    public @Nullable EntryProcessor<String, StoredSession, R> getBackupProcessor() {
        if (whole != null) {
            return new PutSession<>(whole);
        }
        return outcome == null ? null : new ApplyPatch<>(outcome);
    }

    /** When it is executed, by the grid's clock: no other is asked about the life of a session. */
    final Instant now() {
        return moment;
    }

    /** Applies {@code patch} here and, when Hazelcast asks, on the backups. */
    final SessionRecord apply(Map.Entry<String, StoredSession> entry, SessionRecord before, SessionPatch patch) {
        outcome = patch;
        SessionRecord after = before.with(patch);
        put(entry, after);
        return after;
    }

    /** Puts {@code session} here and, when Hazelcast asks, on the backups, whatever was there. */
    final void putWhole(Map.Entry<String, StoredSession> entry, SessionRecord session) {
        whole = new StoredSession(session);
        put(entry, session);
    }

    /**
     * The operation was executed before. The answer says that the backups have the outcome, which the first time may
     * not have reached them: they get what there is now.
     */
    final R repeated(StoredSession present, R answer) {
        whole = present;
        return done(OwnerCounts.Outcome.UNCHANGED, answer);
    }

    static void put(Map.Entry<String, StoredSession> entry, SessionRecord session) {
        ((ExtendedMapEntry<String, StoredSession>) entry)
                .setValue(new StoredSession(session), timeToLive(session).toSeconds(), TimeUnit.SECONDS);
    }

    @SuppressWarnings("NullAway") // this is how an entry processor removes
    static void remove(Map.Entry<String, StoredSession> entry) {
        entry.setValue(null);
    }

    /** How long Hazelcast keeps the entry from now on, unless it is written again; zero for ever. */
    static Duration timeToLive(SessionRecord session) {
        // From the last access, and not from now: owner and backup say the same.
        Duration left = session.times().timeLeft(session.times().lastAccessedTime());
        if (session.ended()) {
            Duration life = left == null || left.compareTo(LONGEST_TRACE) > 0 ? LONGEST_TRACE : left;
            return life.compareTo(SHORTEST_TRACE) < 0 ? SHORTEST_TRACE : life;
        }
        if (session.claim() != null) {
            return GARBAGE_AFTER;
        }
        if (left == null) {
            return Duration.ZERO;
        }
        return (left.isNegative() ? Duration.ZERO : left).plus(Outage.LONGEST).plus(GARBAGE_AFTER);
    }
}
