package io.sessiongrid.store;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.SessionStore#open}; read-only, so it costs no backup and waits for no lock. */
final class OpenSession extends SessionOperation<OpenedReply> implements ReadOnly {
    private @Nullable SecretHash secret;
    private long knownVersion;

    /** For Hazelcast. */
    OpenSession() {
        super(Operation.OPEN);
    }

    OpenSession(SecretHash secret, long knownVersion) {
        super(Operation.OPEN);
        this.secret = secret;
        this.knownVersion = knownVersion;
    }

    @Override
    OpenedReply execute(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        Instant now = now();
        if (stored != null
                && stored.record().secretHash().equals(secret)
                && stored.record().isPastItsTimeAt(now)) {
            return done(Outcome.GONE, OpenedReply.ofPastItsTime());
        }
        Opened answer = stored == null
                ? new Opened.Gone()
                : stored.record().open(Objects.requireNonNull(secret), knownVersion, now);
        return done(outcome(answer, stored, now), new OpenedReply(answer));
    }

    private static Outcome outcome(Opened answer, @Nullable StoredSession stored, Instant now) {
        if (answer instanceof Opened.Gone) {
            return stored == null || stored.record().isGoneAt(now) ? Outcome.GONE : Outcome.REFUSED;
        }
        return answer instanceof Opened.Unchanged ? Outcome.UNCHANGED : Outcome.CHANGED;
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, OpenedReply> getBackupProcessor() {
        return null;
    }

    @Override
    void write(WireWriter out) {
        out.secret(Objects.requireNonNull(secret)).wide(knownVersion);
    }

    @Override
    void read(WireReader in) {
        secret = in.secret();
        knownVersion = in.wide();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.OPEN;
    }
}
