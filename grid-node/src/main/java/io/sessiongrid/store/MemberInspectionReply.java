package io.sessiongrid.store;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link MemberInspection} on its way back. */
final class MemberInspectionReply extends WireObject {
    private @Nullable MemberInspection inspection;

    /** For Hazelcast. */
    MemberInspectionReply() {}

    MemberInspectionReply(MemberInspection inspection) {
        this.inspection = inspection;
    }

    MemberInspection inspection() {
        return Objects.requireNonNull(inspection);
    }

    @Override
    void write(WireWriter out) {
        out.text(inspection().version())
                .text(inspection().hazelcastVersion())
                .list(inspection().problems(), out::text)
                .list(inspection().warnings(), out::text)
                .map(inspection().settings(), WireWriter::text);
    }

    @Override
    void read(WireReader in) {
        inspection = new MemberInspection(
                in.text(), in.text(), in.list(in::text), in.list(in::text), in.map(WireReader::text));
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.MEMBER_INSPECTION;
    }
}
