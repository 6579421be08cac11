package io.sessiongrid.bench.micro;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;

/** Puts bytes where others were, here and on the backup: what an entry processor costs that does nothing else. */
final class ReplaceBytes implements EntryProcessor<String, byte[], Integer>, IdentifiedDataSerializable {
    private byte[] bytes;

    /** For Hazelcast. */
    ReplaceBytes() {
        this(new byte[0]);
    }

    ReplaceBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public Integer process(Map.Entry<String, byte[]> entry) {
        entry.setValue(bytes);
        return 0;
    }

    @Override
    public void writeData(ObjectDataOutput out) throws IOException {
        out.writeByteArray(bytes);
    }

    @Override
    public void readData(ObjectDataInput in) throws IOException {
        byte[] read = in.readByteArray();
        bytes = read == null ? new byte[0] : read;
    }

    @Override
    public int getFactoryId() {
        return RawSerializerHook.FACTORY_ID;
    }

    @Override
    public int getClassId() {
        return RawSerializerHook.REPLACE_BYTES;
    }
}
