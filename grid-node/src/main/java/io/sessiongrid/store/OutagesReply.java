package io.sessiongrid.store;

import io.sessiongrid.session.Outage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The last outages of an application, the oldest first, and whose they are, on their way to an app server. */
final class OutagesReply extends WireObject {
    private List<Outage> outages = List.of();
    private @Nullable UUID gridId;

    /** For Hazelcast. */
    OutagesReply() {}

    OutagesReply(List<Outage> outages, @Nullable UUID gridId) {
        this.outages = outages;
        this.gridId = gridId;
    }

    /** See {@link io.sessiongrid.session.SessionStore#gridId}; null from a member of an earlier release, too. */
    @Nullable
    UUID gridId() {
        return gridId;
    }

    List<Outage> outages() {
        return outages;
    }

    @Override
    void write(WireWriter out) {
        out.list(outages, out::outage);
    }

    @Override
    void read(WireReader in) {
        outages = in.list(in::outage);
    }

    @Override
    void writeLater(WireWriter out) {
        out.optional(gridId, out::uuid);
    }

    @Override
    void readLater(WireReader in) {
        gridId = in.optional(in::uuid);
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.OUTAGES;
    }
}
