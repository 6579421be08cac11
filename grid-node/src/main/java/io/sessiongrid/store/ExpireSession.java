package io.sessiongrid.store;

import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import java.util.Map;

/** {@link SessionMaps#end}; answers whether there was a session to end. */
final class ExpireSession extends SessionOperation<Boolean> {
    @Override
    public Boolean process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        SessionRecord session = stored == null ? null : stored.record();
        SessionPatch end = session == null ? null : session.expired(now());
        if (session == null || end == null) {
            return false;
        }
        apply(entry, session, end);
        return true;
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
