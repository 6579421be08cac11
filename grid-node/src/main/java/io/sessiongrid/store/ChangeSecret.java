package io.sessiongrid.store;

import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.store.OwnerCounts.Operation;
import io.sessiongrid.store.OwnerCounts.Outcome;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.SessionStore#changeSecret}; true also when it was executed before. */
final class ChangeSecret extends SessionOperation<Boolean> {
    private @Nullable SecretHash from;
    private @Nullable SecretHash to;

    /** For Hazelcast. */
    ChangeSecret() {
        super(Operation.CHANGE_SECRET);
    }

    ChangeSecret(SecretHash from, SecretHash to) {
        super(Operation.CHANGE_SECRET);
        this.from = from;
        this.to = to;
    }

    @Override
    public Boolean process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored == null || stored.record().isGoneAt(now())) {
            return done(Outcome.GONE, false);
        }
        SessionRecord session = stored.record();
        SecretHash wanted = Objects.requireNonNull(to);
        SessionPatch patch = session.secretChanged(Objects.requireNonNull(from), wanted, now());
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
    public int getClassId() {
        return SessionSerializerHook.CHANGE_SECRET;
    }
}
