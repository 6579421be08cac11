package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a member is asked about one of its session maps. */
abstract class MapQuestion extends WireObject implements HazelcastInstanceAware {
    private String mapName;
    private transient @Nullable HazelcastInstance member;

    MapQuestion(String mapName) {
        this.mapName = mapName;
    }

    final String mapName() {
        return mapName;
    }

    final HazelcastInstance member() {
        return Objects.requireNonNull(member);
    }

    @Override
    public final void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    @Override
    final void write(WireWriter out) {
        out.text(mapName);
    }

    @Override
    final void read(WireReader in) {
        mapName = in.text();
    }
}
