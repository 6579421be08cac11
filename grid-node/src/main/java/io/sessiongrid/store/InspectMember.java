package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@link MemberInspection#ask}, on the member that is asked. */
final class InspectMember extends WireObject implements Callable<MemberInspectionReply>, HazelcastInstanceAware {
    private String mapName = "";
    private transient @Nullable HazelcastInstance member;

    /** For Hazelcast. */
    InspectMember() {}

    InspectMember(String mapName) {
        this.mapName = mapName;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    @Override
    public MemberInspectionReply call() {
        return new MemberInspectionReply(
                MemberInspection.here(Objects.requireNonNull(member).getConfig(), mapName));
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
        return SessionSerializerHook.INSPECT_MEMBER;
    }
}
