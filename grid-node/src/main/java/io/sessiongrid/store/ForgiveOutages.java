package io.sessiongrid.store;

import io.sessiongrid.session.Opened;
import io.sessiongrid.session.Outage;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.List;
import java.util.Map;

/**
 * Gives a session that is past its time the time back in which nobody could use it; answers {@code Gone} if that is not
 * enough.
 */
final class ForgiveOutages extends SessionOperation<OpenedReply> {
    private List<Outage> outages = List.of();

    /** For Hazelcast. */
    ForgiveOutages() {
        super(Operation.FORGIVE);
    }

    ForgiveOutages(List<Outage> outages) {
        super(Operation.FORGIVE);
        this.outages = outages;
    }

    @Override
    OpenedReply execute(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        SessionPatch patch = stored == null ? null : stored.record().forgiven(outages, now());
        if (stored == null || patch == null) {
            return done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        return done(
                Outcome.APPLIED,
                new OpenedReply(apply(entry, stored.record(), patch).read(SessionStore.TIMES_ONLY, now())));
    }

    @Override
    void write(WireWriter out) {
        out.list(outages, out::outage);
    }

    @Override
    void read(WireReader in) {
        outages = in.list(in::outage);
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.FORGIVE;
    }
}
