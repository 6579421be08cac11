package io.sessiongrid.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * What the grid keeps of a session id: enough to recognise it, not enough to present it (G16).
 *
 * <p>Plain SHA-256 is enough, because the id is random and at least 128 bits long: there is nothing to guess. Compared
 * in constant time.
 */
public final class SecretHash {
    /** Bytes kept of the digest; as hard to invert as the shortest secret, and half the memory of the whole. */
    public static final int SIZE = 16;

    /** Copied for each use, which is cheaper than to look for the algorithm. */
    private static final MessageDigest BLANK = sha256();

    /** Not in an array, because members keep millions. */
    private final long first;

    private final long second;

    private SecretHash(byte[] hash) {
        ByteBuffer longs = ByteBuffer.wrap(hash);
        this.first = longs.getLong();
        this.second = longs.getLong();
    }

    static SecretHash ofText(String idText) {
        return new SecretHash(blank().digest(idText.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest blank() {
        try {
            return (MessageDigest) BLANK.clone();
        } catch (CloneNotSupportedException e) {
            // A provider of the user's own.
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** What {@link #array} was; {@code hash} must have {@link #SIZE} bytes. */
    public static SecretHash ofBytes(byte[] hash) {
        if (hash.length != SIZE) {
            throw new IllegalArgumentException("A secret hash has " + hash.length + " bytes; expected " + SIZE);
        }
        return new SecretHash(hash);
    }

    /** The bytes, {@link #SIZE} of them. */
    public byte[] array() {
        return ByteBuffer.allocate(SIZE).putLong(first).putLong(second).array();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretHash that && ((first ^ that.first) | (second ^ that.second)) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first ^ second);
    }

    @Override
    public String toString() {
        return "SecretHash";
    }
}
