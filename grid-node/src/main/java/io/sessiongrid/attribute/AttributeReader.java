package io.sessiongrid.attribute;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.StreamCorruptedException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Java deserialization behind an {@link AttributeFilter} and its limits. For one value. */
final class AttributeReader extends ObjectInputStream {
    private final int size;
    private final ClassLoader loader;
    private final AttributeFilter filter;
    private long elements;
    private @Nullable String className;
    private @Nullable String refusal;

    private AttributeReader(ByteBuffer in, ClassLoader loader, AttributeFilter filter) throws IOException {
        super(new ByteArrayInputStream(in.array(), in.arrayOffset(), in.remaining()));
        this.size = in.remaining();
        this.loader = loader;
        this.filter = filter;
        // The filter of the whole JVM, which ours would replace, keeps its say.
        setObjectInputFilter(ObjectInputFilter.merge(this::judge, getObjectInputFilter()));
    }

    /**
     * The value in the buffer, as {@link AttributeWriter} wrote it.
     *
     * @throws UnreadableAttributeException whatever goes wrong, except a {@code StackOverflowError}: the caller may
     *     have more stack to offer
     */
    static Object read(ByteBuffer in, ClassLoader loader, AttributeFilter filter) {
        try (AttributeReader reader = new AttributeReader(in, loader, filter)) {
            return reader.value();
        } catch (IOException e) {
            throw new UnreadableAttributeException("it is no object stream", null, e);
        }
    }

    private Object value() {
        try {
            Object value = readObject();
            if (value == null) {
                throw new StreamCorruptedException("null is no attribute value");
            }
            return value;
        } catch (Exception | LinkageError | AssertionError | InternalError e) {
            // Some collections of the JDK answer impossible contents by InternalError.
            throw new UnreadableAttributeException(reason(e), culprit(e), e);
        }
    }

    /** Never the message of the exception, which may be the application's and hold a value. */
    private String reason(Throwable e) {
        if (refusal != null) {
            return refusal;
        }
        return e instanceof ClassNotFoundException
                ? "the class was not found"
                : "failed with " + e.getClass().getName();
    }

    private @Nullable String culprit(Throwable e) {
        if (e instanceof InvalidClassException invalid && invalid.classname != null) {
            return invalid.classname;
        }
        // Not the last one met: after a missing class the stream reads on, because the field may be gone as well.
        return e instanceof ClassNotFoundException && e.getMessage() != null ? e.getMessage() : className;
    }

    private Status judge(FilterInfo info) {
        elements += Math.max(0, info.arrayLength());
        if (info.depth() > AttributeFilter.MAX_DEPTH) {
            return refuse("nested deeper than " + AttributeFilter.MAX_DEPTH + " objects");
        }
        if (elements > AttributeFilter.FREE_ELEMENTS + (long) size * AttributeFilter.MAX_ELEMENTS_PER_BYTE) {
            return refuse("asks for more array elements than it has bytes for");
        }
        Class<?> type = info.serialClass();
        if (type != null && !filter.allows(type)) {
            className = type.getName();
            return refuse("the setting allowedClasses does not allow the class");
        }
        return Status.UNDECIDED;
    }

    private Status refuse(String reason) {
        refusal = reason;
        return Status.REJECTED;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass type) throws IOException, ClassNotFoundException {
        className = type.getName();
        try {
            return Class.forName(className, false, loader);
        } catch (ClassNotFoundException e) {
            return super.resolveClass(type); // primitives, and classes that the application does not see
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the alternative makes an instance with a handler that is not there yet
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
        try {
            ClassLoader definer = loader;
            Class<?>[] types = new Class<?>[interfaces.length];
            for (int i = 0; i < interfaces.length; i++) {
                types[i] = Class.forName(interfaces[i], false, loader);
                if (!Modifier.isPublic(types[i].getModifiers())) {
                    definer = types[i].getClassLoader(); // a rule of Proxy
                }
            }
            return Proxy.getProxyClass(definer, types);
        } catch (ClassNotFoundException | IllegalArgumentException e) {
            return super.resolveProxyClass(interfaces);
        }
    }
}
