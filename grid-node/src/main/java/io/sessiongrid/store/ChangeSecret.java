package io.sessiongrid.store;

import com.hazelcast.spi.exception.RetryableHazelcastException;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.SessionStore#changeSecret}; true also when it was executed before. */
final class ChangeSecret extends SessionOperation<Boolean> {
    private @Nullable SecretHash from;
    private @Nullable SecretHash to;
    private Instant until = SessionStore.ALWAYS;

    /** For Hazelcast. */
    ChangeSecret() {
        super(Operation.CHANGE_SECRET);
    }

    ChangeSecret(SecretHash from, SecretHash to, Instant until) {
        super(Operation.CHANGE_SECRET);
        this.from = from;
        this.to = to;
        this.until = until;
    }

    @Override
    Boolean execute(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored == null || stored.record().isGoneAt(now())) {
            return done(Outcome.GONE, false);
        }
        SessionRecord session = stored.record();
        SecretHash wanted = Objects.requireNonNull(to);
        SessionPatch patch = session.secretChanged(Objects.requireNonNull(from), wanted, now());
        if (patch != null && now().isAfter(until)) {
            // Whoever sent it has said that it failed, and the client has the old id. Or a clock is wrong.
            throw new RetryableHazelcastException("It is too late to change the id");
        }
        if (patch != null) {
            apply(entry, session, patch);
            return done(Outcome.APPLIED, true);
        }
        return session.secretHash().equals(wanted) ? repeated(stored, true) : done(Outcome.REFUSED, false);
    }

    @Override
    void write(WireWriter out) {
        out.secret(Objects.requireNonNull(from)).secret(Objects.requireNonNull(to));
    }

    @Override
    void read(WireReader in) {
        from = in.secret();
        to = in.secret();
    }

    @Override
    void writeLast(WireWriter out) {
        out.time(until);
    }

    @Override
    void readLast(WireReader in) {
        until = in.time();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.CHANGE_SECRET;
    }
}
