package io.sessiongrid.store;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks a member what it thinks of its session map: a client cannot see the configuration of members. */
final class InspectMap extends WireObject
        implements EntryProcessor<String, StoredSession, @Nullable List<String>>, HazelcastInstanceAware, ReadOnly {
    private String mapName = "";
    private transient @Nullable HazelcastInstance member;

    /** For Hazelcast. */
    InspectMap() {}

    InspectMap(String mapName) {
        this.mapName = mapName;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance member) {
        this.member = member;
    }

    @Override
    public @Nullable List<String> process(Map.Entry<String, StoredSession> entry) {
        Config config = Objects.requireNonNull(member).getConfig();
        return SessionMapConfig.isIn(config, mapName)
                ? new ArrayList<>(SessionMapCheck.problems(config, mapName))
                : null;
    }

    @Override
    public @Nullable EntryProcessor<String, StoredSession, @Nullable List<String>> getBackupProcessor() {
        return null;
    }

    @Override
    void write(WireWriter out) {
        out.text(mapName);
    }

    @Override
    void read(WireReader in) {
        mapName = in.text();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.INSPECT;
    }
}
