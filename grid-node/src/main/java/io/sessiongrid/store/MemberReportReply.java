package io.sessiongrid.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link MemberReport} on its way. */
final class MemberReportReply extends WireObject {
    private @Nullable MemberReport report;

    /** For Hazelcast. */
    MemberReportReply() {}

    MemberReportReply(MemberReport report) {
        this.report = report;
    }

    MemberReport report() {
        return Objects.requireNonNull(report);
    }

    @Override
    void write(WireWriter out) {
        MemberReport member = report();
        out.text(member.version())
                .text(member.hazelcastVersion())
                .text(member.javaVersion())
                .text(member.configuration())
                .time(member.started())
                .time(member.clock())
                .flag(member.leaving())
                .number(member.heap().used())
                .number(member.heap().max())
                .number(member.partitions().owned())
                .number(member.partitions().all())
                .number(member.partitions().withoutBackup())
                .number(member.partitions().uncounted())
                .flag(member.partitions().migrating())
                .map(member.maps(), MemberReportReply::writeMap);
    }

    private static void writeMap(WireWriter out, MemberReport.SessionMap map) {
        out.number(map.backupCount())
                .list(map.problems(), out::text)
                .number(map.owned().sessions())
                .number(map.owned().bytes());
    }

    @Override
    void read(WireReader in) {
        report = new MemberReport(
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.time(),
                in.time(),
                in.flag(),
                new HeapUse(in.number(), in.number()),
                new MemberReport.Partitions(
                        (int) in.number(), (int) in.number(), (int) in.number(), (int) in.number(), in.flag()),
                in.map(MemberReportReply::readMap));
    }

    private static MemberReport.SessionMap readMap(WireReader in) {
        return new MemberReport.SessionMap(
                (int) in.number(), in.list(in::text), new SessionCount(in.number(), in.number()));
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.MEMBER_REPORT;
    }
}
