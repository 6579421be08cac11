package io.sessiongrid.store;

import com.hazelcast.config.Config;
import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a member what it thinks of its session map: a client cannot see the configuration of members. */
final class InspectMap extends MapQuestion
        implements EntryProcessor<String, StoredSession, @Nullable List<String>>, ReadOnly {
    /** For Hazelcast. */
    InspectMap() {
        super("");
    }

    InspectMap(String mapName) {
        super(mapName);
    }

    @Override
    public @Nullable List<String> process(Map.Entry<String, StoredSession> entry) {
        Config config = member().getConfig();
        return SessionMapConfig.isIn(config, mapName())
                ? new ArrayList<>(SessionMapCheck.problems(config, mapName()))
                : null;
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, @Nullable List<String>> getBackupProcessor() {
        return null;
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.INSPECT;
    }
}
