package io.sessiongrid.store;

import io.sessiongrid.session.Committed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link Committed} on its way back. */
final class CommittedReply extends WireObject {
    private @Nullable Committed committed;

    /** For Hazelcast. */
    CommittedReply() {}

    CommittedReply(Committed committed) {
        this.committed = committed;
    }

    Committed committed() {
        return Objects.requireNonNull(committed);
    }

    @Override
    void write(WireWriter out) {
        boolean applied = committed() instanceof Committed.Applied;
        out.flag(applied);
        if (committed() instanceof Committed.Applied answer) {
            out.times(answer.times());
            OpenedReply.writeChanges(out, answer.others());
        }
    }

    @Override
    void read(WireReader in) {
        committed = in.flag() ? new Committed.Applied(in.times(), OpenedReply.readChanges(in)) : new Committed.Gone();
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.COMMITTED;
    }
}
