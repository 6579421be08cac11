package io.sessiongrid.bench.micro;

import com.hazelcast.core.ReadOnly;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The least that an entry processor can do: what a round trip to the owner of a key costs. */
final class ReadNothing implements EntryProcessor<String, Object, Integer>, ReadOnly, IdentifiedDataSerializable {
    @Override
    public Integer process(Map.Entry<String, Object> entry) {
        return 0;
    }

    @Override
    public @Nullable EntryProcessor<String, Object, Integer> getBackupProcessor() {
        return null;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}

    @Override
    public int getFactoryId() {
        return RawSerializerHook.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RawSerializerHook.READ_NOTHING;
    }
}
