package io.sessiongrid.store;

import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Duration;
import java.util.Map;

/** {@link io.sessiongrid.session.ExpiredSessions#claim}. */
final class ClaimExpired extends SessionOperation<OpenedReply> {
    private long claimant;
    private Duration lease = Duration.ZERO;

    /** For Hazelcast. */
    ClaimExpired() {
        super(Operation.CLAIM);
    }

    ClaimExpired(long claimant, Duration lease) {
        super(Operation.CLAIM);
        this.claimant = claimant;
        this.lease = lease;
    }

    @Override
    public OpenedReply process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        SessionRecord session = stored == null ? null : stored.record();
        SessionPatch claim = session == null ? null : session.claimed(claimant, lease, now());
        if (session == null || claim == null) {
            return done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        apply(entry, session, claim);
        return done(Outcome.APPLIED, new OpenedReply(session.read(SessionStore.NOTHING_KNOWN, now())));
    }

    @Override
    void write(WireWriter out) {
        out.wide(claimant).duration(lease);
    }

    @Override
    void read(WireReader in) {
        claimant = in.wide();
        lease = in.duration();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.CLAIM;
    }
}
