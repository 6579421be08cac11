package io.sessiongrid.attribute;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Java serialization that notices what {@link AttributeReader} would refuse. For one value. */
final class AttributeWriter extends ObjectOutputStream {
    /**
     * Levels of objects within objects that can always be written. Much less than {@link AttributeFilter#MAX_DEPTH},
     * because the reader counts superclasses too and the writer looks only now and then.
     */
    static final int MAX_DEPTH = 1_000;

    /** How many objects may pass between two looks at the stack, which take some microseconds each. */
    private static final int LOOK_EVERY = 500;

    private final AttributeFilter filter;
    private @Nullable Class<?> refused;
    private int objects;

    AttributeWriter(OutputStream out, AttributeFilter filter) throws IOException {
        super(out);
        this.filter = filter;
        enableReplaceObject(true);
    }

    /**
     * The first class written that the filter does not allow, or null. Not thrown at once: the stream writes some
     * exceptions into itself, and theirs would be the class refused then.
     */
    @Nullable
    Class<?> refused() {
        return refused;
    }

    @Override
    protected void annotateClass(Class<?> type) {
        if (refused == null && !filter.allows(type)) {
            refused = type;
        }
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        for (Class<?> each : type.getInterfaces()) {
            annotateClass(each);
        }
    }

    /** Replaces nothing; it is the one method that the stream calls for each object. */
    @Override
    protected Object replaceObject(Object object) {
        objects++;
        if (objects % LOOK_EVERY == 0 && depth() > MAX_DEPTH) {
            throw new LimitExceededException("nested deeper than " + MAX_DEPTH + " objects");
        }
        return object;
    }

    /** The stream keeps its depth to itself, but each level has one call of {@code writeObject0} on the stack. */
    private static long depth() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getMethodName().equals("writeObject0"))
                        .count());
    }
}
