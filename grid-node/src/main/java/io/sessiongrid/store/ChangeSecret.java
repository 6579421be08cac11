package io.sessiongrid.store;

import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.SessionStore#changeSecret}; true also when it was executed before. */
final class ChangeSecret extends SessionOperation<Boolean> {
    private @Nullable SecretHash from;
    private @Nullable SecretHash to;

    /** For Hazelcast. */
    ChangeSecret() {}

    ChangeSecret(SecretHash from, SecretHash to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public Boolean process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        if (stored == null || stored.record().isGoneAt(now())) {
            return false;
        }
        SessionRecord session = stored.record();
        SecretHash wanted = Objects.requireNonNull(to);
        SessionPatch patch = session.secretChanged(Objects.requireNonNull(from), wanted, now());
        if (patch != null) {
            apply(entry, session, patch);
            return true;
        }
        return session.secretHash().equals(wanted);
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
