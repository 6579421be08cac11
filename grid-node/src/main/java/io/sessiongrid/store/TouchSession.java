package io.sessiongrid.store;

import java.util.Map;

/** {@link io.sessiongrid.session.SessionStore#touch}; answers whether the session was there. */
final class TouchSession extends SessionOperation<Boolean> {
    @Override
    public Boolean process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored == null || stored.record().isGoneAt(now())) {
            return false;
        }
        apply(entry, stored.record(), stored.record().touched(now()));
        return true;
    }

    @Override
    void write(WireWriter out) {}

    @Override
    void read(WireReader in) {}

    @Override
    public int getClassId() {
        return SessionSerializerHook.TOUCH;
    }
}
