package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
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
    private transient @Nullable StoredSession trace;

    /** For Hazelcast. */
    EndSession() {
        super(Operation.END);
    }

    EndSession(long knownVersion, CommitId end) {
        super(Operation.END);
        this.knownVersion = knownVersion;
        this.end = end;
    }

    @Override
    public OpenedReply process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        CommitId id = Objects.requireNonNull(end);
        if (stored == null) {
            trace = new StoredSession(SessionRecord.endedBeforeItBegan(id, now()));
            put(entry, trace.record());
            return done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        if (stored.record().ended()) {
            return stored.record().hasApplied(id)
                    ? done(
                            Outcome.UNCHANGED,
                            new OpenedReply(new Opened.Unchanged(stored.record().times(), now())))
                    : done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        SessionRecord session = stored.record();
        if (session.claim() != null) {
            // Somebody is telling listeners that it has expired, or will.
            return done(Outcome.GONE, new OpenedReply(new Opened.Gone()));
        }
        apply(entry, session, session.end(id));
        return done(Outcome.APPLIED, new OpenedReply(session.read(knownVersion, now())));
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, OpenedReply> getBackupProcessor() {
        return trace == null ? super.getBackupProcessor() : new PutSession<>(trace);
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
