package io.sessiongrid.session;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One encoded attribute value; equal to another if the bytes are equal. */
public final class AttributeBytes {
    private final byte[] bytes;

    private AttributeBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes ownership of {@code bytes}: the caller must not change the array afterwards, because a record on a member
     * of the same JVM may come to share it.
     */
    public static AttributeBytes of(byte[] bytes) {
        return new AttributeBytes(bytes);
    }

    /** The bytes themselves, not a copy; the caller must not change them. */
    public byte[] array() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AttributeBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The size only: attribute values are never logged. */
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
