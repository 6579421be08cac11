package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole session, on its way to a backup.
 *
 * @param <R> the answer of the operation; a backup answers nothing
 */
final class PutSession<R> extends WireObject implements EntryProcessor<String, StoredSession, R> {
    private StoredSession session = new StoredSession();

    /** For Hazelcast. */
    PutSession() {}

    PutSession(StoredSession session) {
        this.session = session;
    }

    @Override
    public @Nullable R process(Map.Entry<String, StoredSession> entry) {
        SessionOperation.put(entry, session.record());
        return null;
    }

    @Override
    void write(WireWriter out) {
        session.write(out);
    }

    @Override
    void read(WireReader in) {
        session.read(in);
    }

    @Override
    void writeLater(WireWriter out) {
        session.writeLater(out);
    }

    @Override
    void readLater(WireReader in) {
        session.readLater(in);
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.PUT;
    }
}
