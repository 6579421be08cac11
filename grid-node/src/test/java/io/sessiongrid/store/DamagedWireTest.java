package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Damaged on the wire")
class DamagedWireTest {
    private static final int SEEDS = 60;

    private static final Wire WIRE = new Wire();

    @AfterAll
    static void dispose() {
        WIRE.close();
    }

    @Test
    void bytesThatEndTooEarlyAreRefused() {
        for (WireObject object : new RandomSessions(1).everything()) {
            byte[] whole = WIRE.bytes(object);
            for (int length = Wire.BLOCK_AT; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);

                assertThatThrownBy(() -> WIRE.read(cut)).isInstanceOf(HazelcastSerializationException.class);
            }
        }
    }

    @Test
    void aBlockThatEndsTooEarlyIsRefused() {
        for (WireObject object : new RandomSessions(2).everything()) {
            byte[] whole = WIRE.bytes(object);
            for (int length = Wire.BLOCK_AT; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                ByteBuffer.wrap(cut).putInt(Wire.LENGTH_AT, length - Wire.BLOCK_AT);

                if (length == Wire.BLOCK_AT + lengthInEarlierReleases(object)) {
                    assertThat(WIRE.read(cut)).hasSameClassAs(object);
                } else {
                    assertThatThrownBy(() -> WIRE.read(cut)).isInstanceOf(HazelcastSerializationException.class);
                }
            }
        }
    }

    /** Without the fields that came later. */
    private static int lengthInEarlierReleases(WireObject object) {
        WireWriter block = new WireWriter();
        object.write(block);
        return block.toByteArray().length;
    }

    @Test
    void damagedBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(3);
        for (int seed = 0; seed < SEEDS; seed++) {
            for (WireObject object : new RandomSessions(seed).everything()) {
                byte[] bytes = damaged(WIRE.bytes(object), random);

                Throwable failure = catchThrowable(() -> WIRE.read(bytes));

                assertThat(failure == null || failure instanceof HazelcastSerializationException)
                        .as("seed %d: %s of %s", seed, failure, HexFormat.of().formatHex(bytes))
                        .isTrue();
            }
        }
    }

    @Test
    void noiseIsReadOrRefusedAndNothingElse() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            StoredSession session = new StoredSession();

            Throwable failure = catchThrowable(() -> session.read(new WireReader(noise)));

            assertThat(failure == null || failure instanceof HazelcastSerializationException)
                    .as("%s", failure)
                    .isTrue();
        }
    }

    @Test
    void anAbsurdLengthIsRefusedBeforeAnythingIsAllocated() {
        byte[] gigabyte = new WireWriter().number(1L << 30).toByteArray();
        byte[] negative = new WireWriter().number(-1).toByteArray();
        long before = allocated();

        for (byte[] length : List.of(gigabyte, negative)) {
            assertThatThrownBy(() -> new WireReader(length).bytes())
                    .isInstanceOf(HazelcastSerializationException.class);
            assertThatThrownBy(() -> new WireReader(length).map(WireReader::attribute))
                    .isInstanceOf(HazelcastSerializationException.class);
        }

        assertThat(allocated() - before).isLessThan(10_000_000);
    }

    @Test
    void anAbsurdLengthOfTheBlockIsRefusedBeforeAnythingIsAllocated() {
        byte[] bytes = WIRE.bytes(new StoredSession(new RandomSessions(5).session()));
        ByteBuffer.wrap(bytes).putInt(Wire.LENGTH_AT, 1 << 29);
        long before = allocated();

        assertThatThrownBy(() -> WIRE.read(bytes)).isInstanceOf(HazelcastSerializationException.class);

        assertThat(allocated() - before).isLessThan(10_000_000);
    }

    @Test
    void aNumberOfMoreThanTenBytesIsRefused() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0x80);

        assertThatThrownBy(() -> new WireReader(endless).number())
                .isInstanceOf(HazelcastSerializationException.class)
                .hasMessageContaining("more than ten bytes");
    }

    /** A claim of such a lease could be stored, but not written again: its partition would never move. */
    @Test
    void aDurationOfMoreThanAMillionYearsIsRefused() {
        byte[] longest = new WireWriter()
                .duration(Duration.ofDays(365_250_000).minusMillis(1))
                .toByteArray();
        byte[] tooLong = new WireWriter().duration(Duration.ofDays(365_250_000)).toByteArray();
        byte[] negative = new WireWriter().number(-1).toByteArray();

        assertThat(new WireReader(longest).duration()).isPositive();
        for (byte[] duration : List.of(tooLong, negative)) {
            assertThatThrownBy(() -> new WireReader(duration).duration())
                    .isInstanceOf(HazelcastSerializationException.class)
                    .hasMessageContaining("expected 0 to 31557600000000000");
        }
    }

    @Test
    void anUnknownKindOfAnswerIsRefused() {
        WireReader answer = new WireReader(new WireWriter().number(3).toByteArray());

        assertThatThrownBy(() -> new OpenedReply().read(answer))
                .isInstanceOf(HazelcastSerializationException.class)
                .hasMessage("Sessiongrid answer is of kind 3; expected 0 to 2");
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        int hits = 1 + random.nextInt(4);
        for (int i = 0; i < hits && bytes.length > Wire.FORMAT_AT; i++) {
            bytes[Wire.FORMAT_AT + random.nextInt(bytes.length - Wire.FORMAT_AT)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
