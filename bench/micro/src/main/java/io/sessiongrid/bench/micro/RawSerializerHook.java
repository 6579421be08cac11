package io.sessiongrid.bench.micro;

import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;

/** Tells Hazelcast of the entry processors that ours are compared with. */
public final class RawSerializerHook implements DataSerializerHook {
    static final int FACTORY_ID = 5399;
    static final int READ_NOTHING = 1;
    static final int REPLACE_BYTES = 2;

    @Override
    public int getFactoryId() {
        return FACTORY_ID;
    }

    @Override
    public DataSerializableFactory createFactory() {
        return typeId -> typeId == READ_NOTHING ? new ReadNothing() : new ReplaceBytes();
    }
}
