package io.sessiongrid.store;

import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.Map;

/** {@link SessionMaps#end}; answers whether there was a session to end. */
final class ExpireSession extends SessionOperation<Boolean> {
    ExpireSession() {
        super(Operation.EXPIRE);
    }

    @Override
    Boolean execute(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        SessionRecord session = stored == null ? null : stored.record();
        SessionPatch end = session == null ? null : session.expired(now());
        if (session == null || end == null) {
            return done(Outcome.GONE, false);
        }
        apply(entry, session, end);
        return done(Outcome.APPLIED, true);
    }

    @Override
    void write(WireWriter out) {}

    @Override
    void read(WireReader in) {}

    @Override
    public int getClassId() {
        return SessionSerializerHook.EXPIRE;
    }
}
