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
 * <p>A key that is taken is refused, unless the very same commit took it: then this is a repetition. A session past its
 * time does not take its key: where contexts of one server share ids, another may still live under it.
 */
final class CreateSession extends SessionOperation<CommittedReply> {
    /** Before the first version: the caller knows nothing but its own changes. */
    private static final long NO_VERSION = 0;

    private @Nullable SecretHash secret;
    private @Nullable Instant created;
    private @Nullable SessionDelta initial;
    private @Nullable CommitId commit;
    private transient @Nullable StoredSession put;

    /** For Hazelcast. */
    CreateSession() {
        super(Operation.CREATE);
    }

    CreateSession(SecretHash secret, Instant created, SessionDelta initial, CommitId commit) {
        super(Operation.CREATE);
        this.secret = secret;
        this.created = created;
        this.initial = initial;
        this.commit = commit;
    }

    @Override
    public CommittedReply process(Map.Entry<String, StoredSession> entry) {
        SessionDelta delta = Objects.requireNonNull(initial);
        CommitId id = Objects.requireNonNull(commit);
        StoredSession taken = entry.getValue();
        if (taken != null && isTakenBy(taken.record(), id)) {
            SessionRecord present = taken.record();
            boolean repeated = !present.isGoneAt(now()) && present.hasApplied(id);
            return repeated
                    ? done(Outcome.UNCHANGED, new CommittedReply(present.committed(delta, NO_VERSION)))
                    : done(Outcome.GONE, new CommittedReply(new Committed.Gone()));
        }
        if (FullHeap.of(member()).refusesNewSessions()) {
            return done(Outcome.FULL, CommittedReply.ofFullHeap());
        }
        SessionRecord session = SessionRecord.created(
                Objects.requireNonNull(secret),
                Objects.requireNonNull(created),
                delta,
                id,
                taken == null ? 0 : taken.record().version(),
                now());
        put(entry, session);
        put = new StoredSession(session);
        return done(Outcome.APPLIED, new CommittedReply(session.committed(delta, NO_VERSION)));
    }

    /** Also by this commit, however late it is repeated: what it created has gone since. */
    private boolean isTakenBy(SessionRecord present, CommitId id) {
        return present.ended() || present.hasApplied(id) || !present.isGoneAt(now());
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, CommittedReply> getBackupProcessor() {
        return put == null ? null : new PutSession<>(put);
    }

    @Override
    void write(WireWriter out) {
        out.secret(Objects.requireNonNull(secret)).time(Objects.requireNonNull(created));
        CommitDelta.writeDelta(out, Objects.requireNonNull(initial));
        out.commit(Objects.requireNonNull(commit));
    }

    @Override
    void read(WireReader in) {
        secret = in.secret();
        created = in.time();
        initial = CommitDelta.readDelta(in);
        commit = in.commit();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.CREATE;
    }
}
