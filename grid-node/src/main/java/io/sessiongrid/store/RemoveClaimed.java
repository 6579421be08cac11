package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link io.sessiongrid.session.ExpiredSessions#removeClaimed}; answers whether the session was there.
 *
 * <p>Leaves no trace: whatever could still be on its way to the session is older than its time to live.
 */
final class RemoveClaimed extends WireObject implements EntryProcessor<String, StoredSession, Boolean> {
    private long claimant;
    private transient boolean removed;

    /** For Hazelcast. */
    RemoveClaimed() {}

    RemoveClaimed(long claimant) {
        this.claimant = claimant;
    }

    @Override
    @SuppressWarnings("NullAway") // this is how an entry processor removes
    public Boolean process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        removed = stored != null && stored.record().isClaimedBy(claimant);
        if (removed) {
            entry.setValue(null);
        }
        return removed;
    }

    /** The same: a backup has heard of the claim before. */
    @Override
    public @Nullable EntryProcessor<String, StoredSession, Boolean> getBackupProcessor() {
        return removed ? this : null;
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
