package io.sessiongrid.store;

import io.sessiongrid.session.Outage;
import java.util.List;

/** The last outages of an application, the oldest first, on their way to an app server. */
final class OutagesReply extends WireObject {
    private List<Outage> outages = List.of();

    /** For Hazelcast, and where there were none. */
    OutagesReply() {}

    OutagesReply(List<Outage> outages) {
        this.outages = outages;
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
    public int getClassId() {
        return SessionSerializerHook.OUTAGES;
    }
}
