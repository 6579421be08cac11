package io.sessiongrid.store;

import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Duration;
import java.util.Map;

/** {@link io.sessiongrid.session.ExpiredSessions#claim}. */
final class ClaimExpired extends SessionOperation<OpenedReply> {
    private long claimant;
    private Duration lease = Duration.ZERO;
    private long knownVersion;

    /** For Hazelcast. */
    ClaimExpired() {
        super(Operation.CLAIM);
    }

    ClaimExpired(long claimant, Duration lease, long knownVersion) {
        super(Operation.CLAIM);
        this.claimant = claimant;
        this.lease = lease;
        this.knownVersion = knownVersion;
    }

    @Override
    OpenedReply execute(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        SessionRecord session = stored == null ? null : stored.record();
        SessionPatch claim = session == null ? null : session.claimed(claimant, lease, now());
        if (session == null || claim == null) {
            return done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        apply(entry, session, claim);
        return done(Outcome.APPLIED, new OpenedReply(session.read(knownVersion, now())));
    }

    @Override
    void write(WireWriter out) {
        out.wide(claimant).duration(lease).wide(knownVersion);
    }

    @Override
    void read(WireReader in) {
        claimant = in.wide();
        lease = in.duration();
        knownVersion = in.wide();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.CLAIM;
    }
}
