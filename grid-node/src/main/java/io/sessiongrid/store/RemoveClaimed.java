package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.ExpiredSessions#removeClaimed}; answers whether the claim held. */
final class RemoveClaimed extends SessionOperation<Boolean> {
    private long claimant;
    private transient boolean removed;

    /** For Hazelcast. */
    RemoveClaimed() {
        super(Operation.REMOVE_CLAIMED);
    }

    RemoveClaimed(long claimant) {
        super(Operation.REMOVE_CLAIMED);
        this.claimant = claimant;
    }

    @Override
    public Boolean process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored == null || !stored.record().isClaimedBy(claimant)) {
            return done(Outcome.GONE, false);
        }
        SessionRecord session = stored.record();
        SessionPatch trace = session.told(claimant, now());
        if (trace == null) {
            removed = true;
            remove(entry);
        } else {
            apply(entry, session, trace);
        }
        return done(Outcome.APPLIED, true);
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, Boolean> getBackupProcessor() {
        return removed ? new DropSession<>() : super.getBackupProcessor();
    }

    @Override
    void write(WireWriter out) {
        out.wide(claimant);
    }

    @Override
    void read(WireReader in) {
        claimant = in.wide();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.REMOVE_CLAIMED;
    }
}
