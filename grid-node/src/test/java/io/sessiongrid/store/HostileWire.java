package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.sessiongrid.hostile.Frugality;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whatever arrives as an object of ours is read or refused, takes memory in proportion to its size, and what was read
 * can be written again. An input is a class number of one byte and what {@link WireObject#readData} is given.
 */
final class HostileWire {
    /** Two buffers of Hazelcast's, an exception with its stack trace. */
    private static final long AT_ALL = 1 << 20;

    private static final Wire WIRE = new Wire();

    private HostileWire() {}

    /** Valid ones, of every class. */
    static List<byte[]> seeds(int count) {
        return IntStream.range(0, count)
                .mapToObj(RandomSessions::new)
                .flatMap(sessions -> Stream.concat(sessions.everything().stream(), sessions.extremes().stream()))
                .map(HostileWire::input)
                .toList();
    }

    private static byte[] input(WireObject object) {
        byte[] bytes = WIRE.bytes(object);
        byte[] input = Arrays.copyOfRange(bytes, Wire.FORMAT_AT - 1, bytes.length);
        input[0] = (byte) object.getClassId();
        return input;
    }

    static void check(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] bytes = bytes(input);
        Object[] read = new Object[1];
        Frugality.require(input, AT_ALL, () -> read[0] = readOrRefused(bytes));
        if (read[0] instanceof WireObject object) {
            assertThat(WIRE.read(WIRE.bytes(object))).usingRecursiveComparison().isEqualTo(object);
        }
    }

    private static @Nullable Object readOrRefused(byte[] bytes) {
        try {
            return WIRE.read(bytes);
        } catch (HazelcastSerializationException e) {
            return null;
        }
    }

    /** As Hazelcast sends it. */
    private static byte[] bytes(byte[] input) {
        byte[] head = Arrays.copyOf(WIRE.bytes(new TouchSession()), Wire.FORMAT_AT);
        ByteBuffer bytes = ByteBuffer.allocate(head.length + input.length - 1);
        bytes.put(head).put(input, 1, input.length - 1).putInt(Wire.CLASS_AT, input[0]);
        return bytes.array();
    }
}
