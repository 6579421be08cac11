package io.sessiongrid.store;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionRecord;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link io.sessiongrid.session.SessionStore#remove}.
 *
 * <p>Leaves a small trace for a while, so that a late execution of {@link CreateSession} cannot revive the session.
 */
final class EndSession extends SessionOperation<OpenedReply> {
    private long knownVersion;
    private @Nullable CommitId end;

    /** For Hazelcast. */
    EndSession() {}

    EndSession(long knownVersion, CommitId end) {
        this.knownVersion = knownVersion;
        this.end = end;
    }

    @Override
    public OpenedReply process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        CommitId id = Objects.requireNonNull(end);
        if (stored != null && stored.record().hasEndedBy(id)) {
            return new OpenedReply(new Opened.Unchanged(stored.record().times(), now()));
        }
        if (stored == null || stored.record().ended()) {
            return new OpenedReply(new Opened.Gone());
        }
        SessionRecord session = stored.record();
        apply(entry, session, session.end(id));
        return new OpenedReply(session.read(knownVersion, now()));
    }

    @Override
    void write(WireWriter out) {
        out.wide(knownVersion).commit(Objects.requireNonNull(end));
    }

    @Override
    void read(WireReader in) {
        knownVersion = in.wide();
        end = in.commit();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.END;
    }
}
