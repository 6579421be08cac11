package io.sessiongrid.store;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionCopy;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.SessionStore#restore(String, SessionCopy, CommitId)}. */
final class RestoreCopy extends SessionOperation<CommittedReply> {
    private @Nullable SessionCopy copy;
    private @Nullable CommitId commit;

    /** For Hazelcast. */
    RestoreCopy() {
        super(Operation.RESTORE);
    }

    RestoreCopy(SessionCopy copy, CommitId commit) {
        super(Operation.RESTORE);
        this.copy = copy;
        this.commit = commit;
    }

    @Override
    CommittedReply execute(Map.Entry<String, StoredSession> entry) {
        SessionCopy offered = Objects.requireNonNull(copy);
        CommitId id = Objects.requireNonNull(commit);
        StoredSession stored = entry.getValue();
        if (stored == null) {
            return put(entry, offered, id);
        }
        SessionRecord present = stored.record();
        if (!offered.isOf(present, now())) {
            return done(Outcome.GONE, new CommittedReply(new Committed.Gone()));
        }
        if (present.hasApplied(id)) {
            return repeated(stored, answer(present, offered));
        }
        return done(Outcome.APPLIED, answer(apply(entry, present, offered.over(present, id, now())), offered));
    }

    private CommittedReply put(Map.Entry<String, StoredSession> entry, SessionCopy offered, CommitId id) {
        if (FullHeap.of(member()).refusesNewSessions()) {
            return done(Outcome.FULL, CommittedReply.ofFullHeap());
        }
        SessionRecord session = offered.restored(id, now());
        putWhole(entry, session);
        return done(
                Outcome.APPLIED, new CommittedReply(session.committed(offered.content(), session.version(), now())));
    }

    /** All of it: the copy may be older than what it met. */
    private CommittedReply answer(SessionRecord after, SessionCopy offered) {
        return new CommittedReply(after.committed(offered.content(), offered.version(), now()));
    }

    @Override
    void write(WireWriter out) {
        SessionCopy offered = Objects.requireNonNull(copy);
        out.secret(offered.secretHash()).times(offered.times());
        CommitDelta.writeDelta(out, offered.content());
        out.map(offered.content().ages(), WireWriter::duration)
                .wide(offered.version())
                .time(offered.knownAt())
                .commit(Objects.requireNonNull(commit));
    }

    @Override
    void read(WireReader in) {
        SecretHash secret = in.secret();
        SessionTimes times = in.times();
        SessionDelta content = CommitDelta.readDelta(in).aged(in.map(WireReader::duration));
        copy = new SessionCopy(secret, times, content, in.wide(), in.time());
        commit = in.commit();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.RESTORE_COPY;
    }
}
