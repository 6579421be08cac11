package io.sessiongrid.store;

import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Duration;
import java.util.Map;

/** {@link io.sessiongrid.session.SessionStore#touch}; answers its times. */
final class TouchSession extends SessionOperation<OpenedReply> {
    private Duration ago = Duration.ZERO;

    /** For Hazelcast. */
    TouchSession() {
        super(Operation.TOUCH);
    }

    TouchSession(Duration ago) {
        super(Operation.TOUCH);
        this.ago = ago;
    }

    @Override
    OpenedReply execute(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored == null || stored.record().isGoneAt(now())) {
            return done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        SessionRecord touched = apply(entry, stored.record(), stored.record().touched(now().minus(ago)));
        return done(Outcome.APPLIED, new OpenedReply(touched.read(SessionStore.TIMES_ONLY, now())));
    }

    @Override
    void write(WireWriter out) {
        out.duration(ago);
    }

    @Override
    void read(WireReader in) {
        ago = in.duration();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.TOUCH;
    }
}
