package io.sessiongrid.attribute;

import io.sessiongrid.session.AttributeBytes;

/** Turns attribute values into bytes and back. Thread-safe. */
public interface AttributeCodec {
    /**
     * The bytes of a value as it is now.
     *
     * <p>Two calls for the same unchanged object give equal bytes, so that a change in place shows as a difference.
     * Nothing may therefore be carried over from one call to the next, such as the back references of an
     * {@code ObjectOutputStream}. The bytes need <em>not</em> equal those that the object was decoded from: the order
     * of a {@code Set.of} differs from JVM to JVM, and a {@code HashMap} may be given another capacity. Who looks for
     * changes since decoding must compare with what this method gave just after decoding.
     *
     * @param name of the attribute, for messages only
     * @throws UnstorableAttributeException if no other server could read the value (Servlet 6.1 §7.7.2)
     * @throws java.util.ConcurrentModificationException if other threads went on changing the value; not every
     *     collection notices that it is changed while it is written
     */
    AttributeBytes encode(String name, Object value);

    /**
     * A new object with the value that was encoded.
     *
     * @param loader asked first for the value's classes; the codec's own loader is asked for what the application
     *     cannot see, such as classes of the container
     * @throws UnreadableAttributeException whatever is wrong with the bytes, the classes or the code of the classes
     */
    Object decode(AttributeBytes bytes, ClassLoader loader);

    /**
     * True if {@link #encode} would give these bytes, and that can be seen without encoding. False says nothing.
     *
     * @param value may be altered by other threads meanwhile
     */
    default boolean encodesTo(Object value, AttributeBytes bytes) {
        return false;
    }

    /** True if the value's bytes can never change, so that it need not be encoded again. */
    boolean isImmutable(Object value);
}
