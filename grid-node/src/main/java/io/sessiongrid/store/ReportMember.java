package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@link MemberReports#ask}, on the member that is asked. */
final class ReportMember extends WireObject implements Callable<MemberReportReply>, HazelcastInstanceAware {
    private transient @Nullable HazelcastInstance member;

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        this.member = instance;
    }

    @Override
    public MemberReportReply call() {
        return new MemberReportReply(
                MemberState.of(Objects.requireNonNull(member)).report());
    }

    @Override
    void write(WireWriter out) {}

    @Override
    void read(WireReader in) {}

    @Override
    public int getClassId() {
        return SessionSerializerHook.REPORT_MEMBER;
    }
}
