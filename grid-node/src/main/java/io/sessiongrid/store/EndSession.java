package io.sessiongrid.store;

import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionRecord;
import java.util.Map;

/**
 * {@link io.sessiongrid.session.SessionStore#remove}.
 *
 * <p>Leaves a small trace for a while, so that a late execution of {@link CreateSession} cannot revive the session.
 */
final class EndSession extends SessionOperation<OpenedReply> {
    private long knownVersion;

    /** For Hazelcast. */
    EndSession() {}

    EndSession(long knownVersion) {
        this.knownVersion = knownVersion;
    }

    @Override
    public OpenedReply process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored == null || stored.record().ended()) {
            return new OpenedReply(new Opened.Gone());
        }
        SessionRecord session = stored.record();
        apply(entry, session, session.end());
        return new OpenedReply(session.read(knownVersion, now()));
    }

    @Override
    void write(WireWriter out) {
        out.wide(knownVersion);
    }

    @Override
    void read(WireReader in) {
        knownVersion = in.wide();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.END;
    }
}
