package io.sessiongrid.store;

import io.sessiongrid.session.Committed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link Committed} on its way back, or word of an owner whose heap is full. */
final class CommittedReply extends WireObject {
    private @Nullable Committed committed;
    private boolean full;

    /** For Hazelcast. */
    CommittedReply() {}

    CommittedReply(Committed committed) {
        this.committed = committed;
    }

    /** To whoever does not know this answer, the session is gone. */
    static CommittedReply ofFullHeap() {
        CommittedReply reply = new CommittedReply(new Committed.Gone());
        reply.full = true;
        return reply;
    }

    /** True if nothing was put, because the owner has no heap left for new sessions. */
    boolean isOfFullHeap() {
        return full;
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
        committed =
                in.flag() ? new Committed.Applied(in.times(), OpenedReply.readChanges(in), 0) : new Committed.Gone();
    }

    @Override
    void writeLater(WireWriter out) {
        out.flag(full).number(committed() instanceof Committed.Applied applied ? applied.conflicts() : 0);
    }

    @Override
    void readLater(WireReader in) {
        full = in.flag();
        int conflicts = (int) in.number();
        if (committed() instanceof Committed.Applied applied) {
            committed = new Committed.Applied(applied.times(), applied.others(), conflicts);
        }
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.COMMITTED;
    }
}
