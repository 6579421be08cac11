package io.sessiongrid.store;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The hash code of a session as the member really holds it: a copy that {@code get} answers has been through the wire.
 * For the owner to execute on itself.
 */
record ContentHash() implements EntryProcessor<String, StoredSession, Integer>, ReadOnly {
    @Override
    public Integer process(Map.Entry<String, StoredSession> entry) {
        return Objects.hashCode(entry.getValue());
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, Integer> getBackupProcessor() {
        return null;
    }
}
