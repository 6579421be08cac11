package io.sessiongrid.store;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Claims to be an object of ours; sent by whoever can reach the grid. Is read as what it claims to be. */
public final class Forged implements IdentifiedDataSerializable, EntryProcessor<String, Object, Object> {
    private final int classId;
    private final byte[] content;

    /**
     * With any bytes in it.
     *
     * @param classId see {@link SessionSerializerHook}
     */
    public Forged(int classId, byte[] content) {
        this.classId = classId;
        this.content = content.clone();
    }

    @Override
    public int getFactoryId() {
        return SessionSerializerHook.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return classId;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.write(content);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        throw new IOException("A forged object was read as such");
    }

    @Override
    public @Nullable Object process(Map.Entry<String, Object> entry) {
        throw new IllegalStateException("A forged operation was executed as such");
    }
}
