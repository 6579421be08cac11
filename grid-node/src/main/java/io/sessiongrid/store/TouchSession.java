package io.sessiongrid.store;

import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.Map;

/** {@link io.sessiongrid.session.SessionStore#touch}; answers whether the session was there. */
final class TouchSession extends SessionOperation<Boolean> {
    TouchSession() {
        super(Operation.TOUCH);
    }

    @Override
    public Boolean process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored == null || stored.record().isGoneAt(now())) {
            return done(Outcome.GONE, false);
        }
        apply(entry, stored.record(), stored.record().touched(now()));
        return done(Outcome.APPLIED, true);
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
