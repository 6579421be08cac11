package io.sessiongrid.store;

import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.sessiongrid.session.AttributeChanges;
import io.sessiongrid.session.Opened;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An {@link Opened} on its way back. */
final class OpenedReply extends WireObject {
    private static final int GONE = 0;
    private static final int UNCHANGED = 1;
    private static final int CHANGED = 2;

    private @Nullable Opened opened;
    private boolean pastItsTime;

    /** For Hazelcast. */
    OpenedReply() {}

    OpenedReply(Opened opened) {
        this.opened = opened;
    }

    /**
     * Of a session that is there, and which nobody has used for too long. To whoever does not know this, it is gone.
     */
    static OpenedReply ofPastItsTime() {
        OpenedReply reply = new OpenedReply(new Opened.Gone());
        reply.pastItsTime = true;
        return reply;
    }

    boolean isPastItsTime() {
        return pastItsTime;
    }

    Opened opened() {
        return Objects.requireNonNull(opened);
    }

    @Override
    void write(WireWriter out) {
        if (opened() instanceof Opened.Unchanged unchanged) {
            out.number(UNCHANGED).times(unchanged.times()).time(unchanged.now());
        } else if (opened() instanceof Opened.Changed changed) {
            out.number(CHANGED).times(changed.times()).time(changed.now());
            writeChanges(out, changed.changes());
        } else {
            out.number(GONE);
        }
    }

    @Override
    void read(WireReader in) {
        long kind = in.number();
        if (kind == GONE) {
            opened = new Opened.Gone();
        } else if (kind == UNCHANGED) {
            opened = new Opened.Unchanged(in.times(), in.time());
        } else if (kind == CHANGED) {
            opened = new Opened.Changed(in.times(), in.time(), readChanges(in));
        } else {
            throw new HazelcastSerializationException("Sessiongrid answer is of kind " + kind + "; expected 0 to 2");
        }
    }

    @Override
    void writeLater(WireWriter out) {
        out.flag(pastItsTime);
    }

    @Override
    void readLater(WireReader in) {
        pastItsTime = in.flag();
    }

    static void writeChanges(WireWriter out, AttributeChanges changes) {
        out.number(changes.version()).map(changes.changes(), WireWriter::change).flag(changes.complete());
    }

    static AttributeChanges readChanges(WireReader in) {
        return new AttributeChanges(in.number(), in.map(WireReader::change), in.flag());
    }

    @Override
    public int getClassId() {
        return SessionSerializerHook.OPENED;
    }
}
