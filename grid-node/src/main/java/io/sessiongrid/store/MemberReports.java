package io.sessiongrid.store;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks every member of the grid for its {@link MemberReport}. */
public final class MemberReports {
    private MemberReports() {}

    /**
     * The replies by member, the oldest member first. Does not wait; they are there after {@code timeout} at the
     * latest, members that stand still or lack our classes being silent.
     *
     * @param hazelcast a member or a client
     */
    public static CompletableFuture<Map<Member, Reply<MemberReport>>> ask(
            HazelcastInstance hazelcast, Duration timeout) {
        return new EveryMember(hazelcast, timeout).ask(new ReportMember(), MemberReportReply::report);
    }
}
