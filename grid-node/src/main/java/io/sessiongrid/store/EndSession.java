package io.sessiongrid.store;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link io.sessiongrid.session.SessionStore#end}.
 *
 * <p>What is not there leaves a small trace for a while, so that a late execution of {@link CreateSession} cannot begin
 * it.
 */
final class EndSession extends SessionOperation<OpenedReply> {
    private long knownVersion;
    private @Nullable CommitId end;
    private Duration lease = Duration.ZERO;

    /** For Hazelcast. */
    EndSession() {
        super(Operation.END);
    }

    EndSession(long knownVersion, CommitId end, Duration lease) {
        super(Operation.END);
        this.knownVersion = knownVersion;
        this.end = end;
        this.lease = lease;
    }

    @Override
    OpenedReply execute(Map.Entry<String, StoredSession> entry) {
        CommitId id = Objects.requireNonNull(end);
        StoredSession stored = entry.getValue();
        if (stored == null) {
            putWhole(entry, SessionRecord.endedBeforeItBegan(id, now()));
            return done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        SessionRecord session = stored.record();
        if (id.equals(session.endedBy())) {
            return repeated(stored, new OpenedReply(new Opened.Gone()));
        }
        SessionPatch patch = session.end(id, lease, now());
        if (patch == null) {
            return done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        SessionRecord ended = apply(entry, session, patch);
        OpenedReply answer = new OpenedReply(session.read(knownVersion, now()));
        return session.claim() == null ? done(Outcome.APPLIED, answer) : repeated(new StoredSession(ended), answer);
    }

    @Override
    void write(WireWriter out) {
        out.wide(knownVersion).commit(Objects.requireNonNull(end)).duration(lease);
    }

    @Override
    void read(WireReader in) {
        knownVersion = in.wide();
        end = in.commit();
        lease = in.duration();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.END;
    }
}
