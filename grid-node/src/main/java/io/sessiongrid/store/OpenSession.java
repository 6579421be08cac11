package io.sessiongrid.store;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SecretHash;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link io.sessiongrid.session.SessionStore#open}; read-only, so it costs no backup and waits for no lock. */
final class OpenSession extends SessionOperation<OpenedReply> implements ReadOnly {
    private @Nullable SecretHash secret;
    private long knownVersion;

    /** For Hazelcast. */
    OpenSession() {}

    OpenSession(SecretHash secret, long knownVersion) {
        this.secret = secret;
        this.knownVersion = knownVersion;
    }

    @Override
    public OpenedReply process(Map.Entry<String, StoredSession> entry) {
        StoredSession stored = entry.getValue();
        return new OpenedReply(
                stored == null
                        ? new Opened.Gone()
                        : stored.record().open(Objects.requireNonNull(secret), knownVersion, now()));
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
