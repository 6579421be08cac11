package io.sessiongrid.store;

import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.sessiongrid.session.Committed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link Committed} on its way back, or word of an owner whose heap is full. */
final class CommittedReply extends WireObject {
    private static final int GONE = 0;
    private static final int APPLIED = 1;
    private static final int EXPIRED = 2;
    private static final int ENDED = 3;

    private @Nullable Committed committed;
    private boolean full;
    private boolean pastItsTime;

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

    /** As {@link OpenedReply#ofPastItsTime}. */
    static CommittedReply ofPastItsTime() {
        CommittedReply reply = new CommittedReply(new Committed.Gone());
        reply.pastItsTime = true;
        return reply;
    }

    boolean isPastItsTime() {
        return pastItsTime;
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
        if (committed() instanceof Committed.Applied answer) {
            out.number(APPLIED).times(answer.times()).time(answer.now());
            OpenedReply.writeChanges(out, answer.others());
        } else if (committed() instanceof Committed.Ended ended) {
            out.number(ENDED).commit(ended.by());
        } else {
            out.number(committed() instanceof Committed.Expired ? EXPIRED : GONE);
        }
    }

    @Override
    void read(WireReader in) {
        long kind = in.number();
        if (kind == APPLIED) {
            committed = new Committed.Applied(in.times(), in.time(), OpenedReply.readChanges(in), 0);
        } else if (kind == EXPIRED) {
            committed = new Committed.Expired();
        } else if (kind == ENDED) {
            committed = new Committed.Ended(in.commit());
        } else if (kind == GONE) {
            committed = new Committed.Gone();
        } else {
            throw new HazelcastSerializationException("Sessiongrid answer is of kind " + kind + "; expected 0 to 3");
        }
    }

    @Override
    void writeLater(WireWriter out) {
        out.flag(full)
                .number(committed() instanceof Committed.Applied applied ? applied.conflicts() : 0)
                .flag(pastItsTime);
    }

    @Override
    void readLater(WireReader in) {
        full = in.flag();
        int conflicts = (int) in.number();
        pastItsTime = in.flag();
        if (committed() instanceof Committed.Applied applied) {
            committed = new Committed.Applied(applied.times(), applied.now(), applied.others(), conflicts);
        }
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.COMMITTED;
    }
}
