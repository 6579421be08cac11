package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The removal of a session, on its way to a backup.
 *
 * @param <R> the answer of the operation; a backup answers nothing
 */
final class DropSession<R> extends WireObject implements EntryProcessor<String, StoredSession, R> {
    @Override
    public @Nullable R process(Map.Entry<String, StoredSession> entry) {
        SessionOperation.remove(entry);
        return null;
    }

    @Override
    void write(WireWriter out) {}

    @Override
    void read(WireReader in) {}

    @Override
    public int getClassId() {
        return SessionSerializerHook.DROP;
    }
}
