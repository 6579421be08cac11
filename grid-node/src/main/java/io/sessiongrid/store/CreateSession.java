package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link io.sessiongrid.session.SessionStore#create}.
 *
 * <p>A key that is taken is refused, unless the very same commit took it: then this is a repetition. Where contexts of
 * one server share ids, a session may begin under the key of one that has ended here and lives there: a session past
 * its time does not take its key once somebody tells listeners of its end, nor does the trace of one that this is known
 * to come after.
 */
final class CreateSession extends SessionOperation<CommittedReply> {
    /** Before the first version: the caller knows nothing but its own changes. */
    private static final long NO_VERSION = 0;

    private @Nullable SecretHash secret;
    private @Nullable Instant created;
    private @Nullable SessionDelta initial;
    private @Nullable CommitId commit;
    private @Nullable CommitId replaced;
    private transient @Nullable StoredSession put;

    /** For Hazelcast. */
    CreateSession() {
        super(Operation.CREATE);
    }

    CreateSession(
            SecretHash secret, Instant created, SessionDelta initial, CommitId commit, @Nullable CommitId replaced) {
        super(Operation.CREATE);
        this.secret = secret;
        this.created = created;
        this.initial = initial;
        this.commit = commit;
        this.replaced = replaced;
    }

    @Override
    public CommittedReply process(Map.Entry<String, StoredSession> entry) {
        SessionDelta delta = Objects.requireNonNull(initial);
        CommitId id = Objects.requireNonNull(commit);
        StoredSession stored = entry.getValue();
        SessionRecord taken = stored == null ? null : stored.record();
        Committed refusal = taken == null ? null : refusal(taken, delta, id);
        if (refusal != null) {
            return done(
                    refusal instanceof Committed.Applied ? Outcome.UNCHANGED : Outcome.GONE,
                    new CommittedReply(refusal));
        }
        if (FullHeap.of(member()).refusesNewSessions()) {
            return done(Outcome.FULL, CommittedReply.ofFullHeap());
        }
        SessionRecord session = SessionRecord.created(
                Objects.requireNonNull(secret),
                Objects.requireNonNull(created),
                delta,
                id,
                taken == null ? 0 : taken.version(),
                now());
        put(entry, session);
        put = new StoredSession(session);
        return done(Outcome.APPLIED, new CommittedReply(session.committed(delta, NO_VERSION, now())));
    }

    /** Null if the key may be taken. What this very commit created may have gone since, however late it is repeated. */
    private @Nullable Committed refusal(SessionRecord present, SessionDelta delta, CommitId id) {
        CommitId end = present.endedBy();
        if (end != null) {
            return end.equals(replaced) ? null : new Committed.Ended(end);
        }
        if (!present.isGoneAt(now())) {
            return present.hasJustApplied(id) ? present.committed(delta, NO_VERSION, now()) : new Committed.Gone();
        }
        if (present.hasApplied(id)) {
            return new Committed.Gone();
        }
        return present.mayBeClaimedAt(now()) ? new Committed.Expired() : null;
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, CommittedReply> getBackupProcessor() {
        return put == null ? null : new PutSession<>(put);
    }

    @Override
    void write(WireWriter out) {
        out.secret(Objects.requireNonNull(secret)).time(Objects.requireNonNull(created));
        CommitDelta.writeDelta(out, Objects.requireNonNull(initial));
        out.commit(Objects.requireNonNull(commit)).optional(replaced, out::commit);
    }

    @Override
    void read(WireReader in) {
        secret = in.secret();
        created = in.time();
        initial = CommitDelta.readDelta(in);
        commit = in.commit();
        replaced = in.optional(in::commit);
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.CREATE;
    }
}
