package io.sessiongrid.store;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.SessionStore#create}, by the rules of {@link Creation}. */
final class CreateSession extends SessionOperation<CommittedReply> {
    /** Before the first version: the caller knows nothing but its own changes. */
    private static final long NO_VERSION = 0;

    private @Nullable SecretHash secret;
    private @Nullable Creation creation;
    private @Nullable SessionDelta initial;
    private @Nullable CommitId commit;

    /** For Hazelcast. */
    CreateSession() {
        super(Operation.CREATE);
    }

    CreateSession(SecretHash secret, Creation creation, SessionDelta initial, CommitId commit) {
        super(Operation.CREATE);
        this.secret = secret;
        this.creation = creation;
        this.initial = initial;
        this.commit = commit;
    }

    @Override
    CommittedReply execute(Map.Entry<String, StoredSession> entry) {
        SessionDelta delta = Objects.requireNonNull(initial);
        CommitId id = Objects.requireNonNull(commit);
        Creation begun = Objects.requireNonNull(creation);
        StoredSession stored = entry.getValue();
        SessionRecord present = stored == null ? null : stored.record();
        Committed refusal = begun.refusal(present, delta, id, now());
        if (stored != null && refusal instanceof Committed.Applied) {
            return repeated(stored, new CommittedReply(refusal));
        }
        if (refusal != null) {
            return done(Outcome.GONE, new CommittedReply(refusal));
        }
        if (FullHeap.of(member()).refusesNewSessions()) {
            return done(Outcome.FULL, CommittedReply.ofFullHeap());
        }
        long version = present == null ? 0 : present.version();
        SessionRecord session = SessionRecord.created(Objects.requireNonNull(secret), begun, delta, id, version, now());
        putWhole(entry, session);
        return done(Outcome.APPLIED, new CommittedReply(session.committed(delta, NO_VERSION, now())));
    }

    @Override
    void write(WireWriter out) {
        Creation begun = Objects.requireNonNull(creation);
        out.secret(Objects.requireNonNull(secret))
                .time(begun.begun())
                .duration(begun.begunAgo())
                .duration(begun.attemptedAgo())
                .optional(begun.replaced(), out::commit);
        CommitDelta.writeDelta(out, Objects.requireNonNull(initial));
        out.commit(Objects.requireNonNull(commit));
    }

    @Override
    void read(WireReader in) {
        secret = in.secret();
        creation = new Creation(in.time(), in.duration(), in.duration(), in.optional(in::commit));
        initial = CommitDelta.readDelta(in);
        commit = in.commit();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.CREATE;
    }
}
