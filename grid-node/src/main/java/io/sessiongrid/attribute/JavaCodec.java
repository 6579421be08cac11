package io.sessiongrid.attribute;

import io.sessiongrid.session.AttributeBytes;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ConcurrentModificationException;
import java.util.function.Predicate;

/** Compact forms for the common values of the JDK, Java serialization for the rest; the first byte tells which. */
record JavaCodec(AttributeFilter filter) implements AttributeCodec {
    /** What follows is an {@code ObjectOutputStream}. Like the tags of {@link CompactForm}, never to be changed. */
    static final int SERIALIZED = 1;

    /** A collection that was just being changed is usually at rest a moment later; one that never rests is a bug. */
    private static final int ATTEMPTS = 5;

    @Override
    public AttributeBytes encode(String name, Object value) {
        for (int attempt = 1; ; attempt++) {
            try {
                return AttributeBytes.of(DeepStack.call(() -> write(name, value)));
            } catch (ConcurrentModificationException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (StackOverflowError e) {
                throw new UnstorableAttributeException(name, value, "it is nested too deeply", e);
            }
        }
    }

    @Override
    public boolean encodesTo(Object value, AttributeBytes bytes) {
        return value instanceof byte[] array && CompactForm.isOf(array, bytes.array());
    }

    private byte[] write(String name, Object value) {
        try {
            CompactForm<?> form = CompactForm.of(value);
            return form == null ? serialized(name, value) : form.bytes(value);
        } catch (UnstorableAttributeException | ConcurrentModificationException e) {
            throw e;
        } catch (LimitExceededException e) {
            throw new UnstorableAttributeException(name, value, "it is " + e.getMessage(), e);
        } catch (NotSerializableException e) {
            throw notSerializable(name, value, e);
        } catch (Exception | LinkageError | AssertionError e) {
            String reason = "its serialization failed with " + e.getClass().getName();
            throw new UnstorableAttributeException(name, value, reason, e);
        }
    }

    private byte[] serialized(String name, Object value) throws Exception {
        BoundedOutput out = new BoundedOutput();
        out.write(SERIALIZED);
        AttributeWriter writer = new AttributeWriter(out, filter);
        writer.writeObject(value);
        writer.flush();
        Class<?> refused = writer.refused();
        if (refused != null) {
            String reason = where(name, value, refused::isInstance) + " needs class " + refused.getName()
                    + ", which the setting allowedClasses does not allow";
            throw new UnstorableAttributeException(name, value, reason, null);
        }
        return out.toByteArray();
    }

    private static UnstorableAttributeException notSerializable(String name, Object value, NotSerializableException e) {
        // More than the class name if -Dsun.io.serialization.extendedDebugInfo is on, nothing if an application threw
        // it.
        String culprit = e.getMessage() == null
                ? "(unknown)"
                : e.getMessage().lines().findFirst().orElse("(unknown)");
        String where = where(
                name,
                value,
                object -> !(object instanceof Serializable)
                        && object.getClass().getName().equals(culprit));
        return new UnstorableAttributeException(
                name, value, where + " of class " + culprit + " is not java.io.Serializable", e);
    }

    private static String where(String name, Object value, Predicate<Object> culprit) {
        String path = ObjectPath.find(name, value, culprit);
        return path == null ? "something in it" : path;
    }

    @Override
    public Object decode(AttributeBytes bytes, ClassLoader loader) {
        if (bytes.size() == 0 || bytes.size() > AttributeFilter.MAX_BYTES) {
            throw new UnreadableAttributeException("it has " + bytes, null, null);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes.array());
        int tag = in.get();
        if (tag == SERIALIZED) {
            return deserialize(in, loader);
        }
        CompactForm<?> form = CompactForm.tagged(tag);
        if (form == null) {
            throw new UnreadableAttributeException("its form " + tag + " is unknown to this release", null, null);
        }
        return form.read(in);
    }

    private Object deserialize(ByteBuffer in, ClassLoader loader) {
        try {
            return DeepStack.call(() -> AttributeReader.read(in.slice(), loader, filter));
        } catch (StackOverflowError e) {
            throw new UnreadableAttributeException("it is nested too deeply", null, e);
        }
    }

    @Override
    public boolean isImmutable(Object value) {
        return value instanceof Enum || CompactForm.isImmutable(value);
    }
}
