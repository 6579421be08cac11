package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.ExpiredSessions#removeClaimed}; answers whether the session is removed. */
final class RemoveClaimed extends SessionOperation<Boolean> {
    private @Nullable CommitId end;
    private transient boolean absent;

    /** For Hazelcast. */
    RemoveClaimed() {
        super(Operation.REMOVE_CLAIMED);
    }

    RemoveClaimed(CommitId end) {
        super(Operation.REMOVE_CLAIMED);
        this.end = end;
    }

    @Override
    Boolean execute(Map.Entry<String, StoredSession> entry) {
        CommitId id = Objects.requireNonNull(end);
        StoredSession stored = entry.getValue();
        if (stored == null) {
            absent = true;
            return done(Outcome.UNCHANGED, true);
        }
        SessionRecord session = stored.record();
        if (id.equals(session.endedBy())) {
            return repeated(stored, true);
        }
        if (!session.isClaimedBy(id.writer())) {
            return done(Outcome.GONE, false);
        }
        SessionPatch trace = session.told(id, now());
        if (trace == null) {
            absent = true;
            remove(entry);
        } else {
            apply(entry, session, trace);
        }
        return done(Outcome.APPLIED, true);
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, Boolean> getBackupProcessor() {
        return absent ? new DropSession<>() : super.getBackupProcessor();
    }

    @Override
    void write(WireWriter out) {
        out.commit(Objects.requireNonNull(end));
    }

    @Override
    void read(WireReader in) {
        end = in.commit();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.REMOVE_CLAIMED;
    }
}
