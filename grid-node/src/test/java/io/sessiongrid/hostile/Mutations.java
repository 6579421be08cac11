package io.sessiongrid.hostile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Damages bytes as networks, disks, other releases and intruders do: the same way for the same seed. Knows what lengths
 * and numbers look like, so that it hits them more often than chance would.
 */
public final class Mutations {
    /** A varint of ten bytes: the largest there is, and an announcement of more than anyone has. */
    private static final byte[] ENDLESS = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 0x7f};

    private final Random random;
    private final List<byte[]> seeds;
    private final List<UnaryOperator<byte[]>> kinds = List.of(
            this::flip,
            this::set,
            this::truncate,
            this::splice,
            this::repeat,
            this::hugeNumber,
            this::hugeLength,
            this::insert,
            this::deepen);

    /** @param seeds valid bytes of every kind there is */
    public Mutations(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = List.copyOf(seeds);
    }

    /** One of the seeds, damaged in one to four ways. */
    public byte[] next() {
        byte[] bytes = seed().clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            bytes = kinds.get(random.nextInt(kinds.size())).apply(bytes);
        }
        return bytes;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private int at(byte[] bytes) {
        return random.nextInt(bytes.length + 1);
    }

    private byte[] flip(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return bytes;
    }

    private byte[] set(byte[] bytes) {
        byte[] edges = {0, 1, 2, 0x7f, -128, -1, (byte) random.nextInt()};
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = edges[random.nextInt(edges.length)];
        }
        return bytes;
    }

    private byte[] truncate(byte[] bytes) {
        return Arrays.copyOf(bytes, at(bytes));
    }

    /** The beginning of one and the end of another. */
    private byte[] splice(byte[] bytes) {
        byte[] other = seed();
        return joined(Arrays.copyOf(bytes, at(bytes)), Arrays.copyOfRange(other, at(other), other.length));
    }

    private byte[] repeat(byte[] bytes) {
        int from = at(bytes);
        int to = Math.min(bytes.length, from + random.nextInt(64));
        byte[] part = Arrays.copyOfRange(bytes, from, to);
        byte[] longer = bytes;
        for (int times = random.nextInt(20); times > 0; times--) {
            longer = inserted(longer, from, part);
        }
        return longer;
    }

    private byte[] hugeNumber(byte[] bytes) {
        int at = at(bytes);
        byte[] rest = Arrays.copyOfRange(bytes, Math.min(bytes.length, at + 1), bytes.length);
        return joined(joined(Arrays.copyOf(bytes, at), Arrays.copyOf(ENDLESS, 1 + random.nextInt(10))), rest);
    }

    /** Four bytes, as Hazelcast and Java serialization write lengths. */
    private byte[] hugeLength(byte[] bytes) {
        int[] edges = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30, 1 << 20, random.nextInt()};
        if (bytes.length >= Integer.BYTES) {
            ByteBuffer.wrap(bytes).putInt(random.nextInt(bytes.length - 3), edges[random.nextInt(edges.length)]);
        }
        return bytes;
    }

    private byte[] insert(byte[] bytes) {
        byte[] noise = new byte[random.nextInt(16)];
        random.nextBytes(noise);
        return inserted(bytes, at(bytes), noise);
    }

    /** Wraps what follows in so many of whatever byte is there. */
    private byte[] deepen(byte[] bytes) {
        if (bytes.length == 0 || random.nextInt(8) > 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        byte[] levels = new byte[1 + random.nextInt(5_000)];
        Arrays.fill(levels, bytes[at]);
        return inserted(bytes, at, levels);
    }

    private static byte[] inserted(byte[] bytes, int at, byte[] more) {
        return joined(joined(Arrays.copyOf(bytes, at), more), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
