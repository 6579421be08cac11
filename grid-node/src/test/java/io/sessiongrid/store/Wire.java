package io.sessiongrid.store;

import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.internal.serialization.impl.HeapData;
import java.util.Objects;

/** Objects as Hazelcast sends them, without a network. */
final class Wire implements AutoCloseable {
    /** What precedes ours: partition hash, type, kind of serializable, factory and class number. */
    static final int FORMAT_AT = 17;

    /** The length of the block that follows. */
    static final int LENGTH_AT = FORMAT_AT + 1;

    static final int BLOCK_AT = LENGTH_AT + Integer.BYTES;

    /** The class number, the last of Hazelcast's. */
    static final int CLASS_AT = FORMAT_AT - Integer.BYTES;

    private final InternalSerializationService serialization = new DefaultSerializationServiceBuilder().build();

    byte[] bytes(WireObject object) {
        return serialization.toData(object).toByteArray();
    }

    Object read(byte[] bytes) {
        return Objects.requireNonNull(serialization.<Object>toObject(new HeapData(bytes)));
    }

    @Override
    public void close() {
        serialization.dispose();
    }
}
