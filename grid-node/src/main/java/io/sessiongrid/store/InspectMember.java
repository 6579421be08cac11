package io.sessiongrid.store;

import java.util.concurrent.Callable;

/** {@link MemberInspection#ask}, on the member that is asked. */
final class InspectMember extends MapQuestion implements Callable<MemberInspectionReply> {
    /** For Hazelcast. */
    InspectMember() {
        super("");
    }

    InspectMember(String mapName) {
        super(mapName);
    }

    @Override
    public MemberInspectionReply call() {
        return new MemberInspectionReply(MemberInspection.here(member().getConfig(), mapName()));
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.INSPECT_MEMBER;
    }
}
