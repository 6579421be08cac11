package io.sessiongrid.store;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;

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

    @Override
    public final int getFactoryId() {
        return SessionSerializerHook.FACTORY_ID;
    }

    @Override
    public final void writeData(ObjectDataOutput out) throws IOException {
        WireWriter body = new WireWriter();
        write(body);
        out.writeByte(FORMAT);
        out.writeByteArray(body.toByteArray());
    }

    @Override
    public final void readData(ObjectDataInput in) throws IOException {
        byte format = in.readByte();
        byte[] body = in.readByteArray();
        if (format != FORMAT || body == null) {
            throw new HazelcastSerializationException("Sessiongrid wire format is " + format + "; this node reads "
                    + FORMAT + ": run neighbouring releases of Sessiongrid on all nodes");
        }
        read(new WireReader(body));
    }
}
