package io.sessiongrid.store;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link io.sessiongrid.session.SessionStore#restore(io.sessiongrid.session.SessionId, SessionTimes, SessionDelta,
 * CommitId)}.
 */
final class RestoreSession extends SessionOperation<CommittedReply> {
    private @Nullable SecretHash secret;
    private @Nullable SessionTimes times;
    private @Nullable SessionDelta content;
    private @Nullable CommitId commit;

    /** For Hazelcast. */
    RestoreSession() {
        super(Operation.RESTORE);
    }

    RestoreSession(SecretHash secret, SessionTimes times, SessionDelta content, CommitId commit) {
        super(Operation.RESTORE);
        this.secret = secret;
        this.times = times;
        this.content = content;
        this.commit = commit;
    }

    @Override
    CommittedReply execute(Map.Entry<String, StoredSession> entry) {
        StoredSession before = entry.getValue();
        if (before != null && before.record().ended()) {
            return done(Outcome.GONE, new CommittedReply(new Committed.Gone()));
        }
        CommitId id = Objects.requireNonNull(commit);
        SessionDelta delta = Objects.requireNonNull(content);
        if (before != null && before.record().hasApplied(id)) {
            return repeated(
                    before,
                    new CommittedReply(
                            before.record().committed(delta, before.record().version(), now())));
        }
        if (before == null && FullHeap.of(member()).refusesNewSessions()) {
            return done(Outcome.FULL, CommittedReply.ofFullHeap());
        }
        SessionRecord session = SessionRecord.restored(
                Objects.requireNonNull(secret),
                Objects.requireNonNull(times),
                delta,
                id,
                before == null ? 0 : before.record().version());
        putWhole(entry, session);
        return done(Outcome.APPLIED, new CommittedReply(session.committed(delta, session.version(), now())));
    }

    @Override
    void write(WireWriter out) {
        out.secret(Objects.requireNonNull(secret)).times(Objects.requireNonNull(times));
        CommitDelta.writeDelta(out, Objects.requireNonNull(content));
        out.commit(Objects.requireNonNull(commit));
    }

    @Override
    void read(WireReader in) {
        secret = in.secret();
        times = in.times();
        content = CommitDelta.readDelta(in);
        commit = in.commit();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.RESTORE;
    }
}
