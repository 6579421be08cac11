package io.sessiongrid.store;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Anything of ours that travels: first the number of the wire format, then one block of bytes.
 *
 * <p>The block lets a reader skip the fields that a newer release has added at its end, so that neighbouring releases
 * share a grid. The number changes only when an older release could not understand the block at all.
 */
abstract class WireObject implements IdentifiedDataSerializable {
    private static final byte FORMAT = 1;

    abstract void write(WireWriter out);

    abstract void read(WireReader in);

    /** Fields that came with a later release, after all others. */
    void writeLater(WireWriter out) {}

    /** Is not called if the writer was of an earlier release. */
    void readLater(WireReader in) {}

    @Override
    public final int getFactoryId() {
        return SessionSerializerHook.FACTORY_ID;
    }

    @Override
    public final void writeData(ObjectDataOutput out) throws IOException {
        WireWriter body = new WireWriter();
        write(body);
        writeLater(body);
        out.writeByte(FORMAT);
        out.writeByteArray(body.toByteArray());
    }

    @Override
    public final void readData(ObjectDataInput in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new HazelcastSerializationException("Sessiongrid wire format is " + format + "; this node reads "
                    + FORMAT + ": run neighbouring releases of Sessiongrid on all nodes");
        }
        WireReader body = new WireReader(body(in));
        read(body);
        if (body.hasMore()) {
            readLater(body);
        }
    }

    /** Of its block, in bytes; what is larger is refused before it is read. */
    long largest() {
        return Long.MAX_VALUE;
    }

    /** Not {@link ObjectDataInput#readByteArray}: it believes any length, and fills up what is missing with zeros. */
    private byte[] body(ObjectDataInput in) throws IOException {
        int length = in.readInt();
        if (length > largest()) {
            throw new HazelcastSerializationException("Sessiongrid data of " + length
                    + " bytes is too large for this member, which takes operations of up to " + largest()
                    + " bytes, a sixteenth of its heap: keep less in the session, or give members more heap");
        }
        if (length < 0 || (in instanceof InputStream bytes && length > bytes.available())) {
            throw new HazelcastSerializationException(
                    "Sessiongrid data announces " + length + " bytes; fewer are left");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return body;
    }
}
