package io.sessiongrid.attribute;

import org.jspecify.annotations.Nullable;

/** A value cannot be kept in the grid; an {@code IllegalArgumentException}, as Servlet 6.1 §7.7.2 asks. */
public final class UnstorableAttributeException extends IllegalArgumentException {
    /**
     * Names the attribute, the value's class and the reason; never the value.
     *
     * @param reason completes the sentence "Attribute … cannot be stored: …"
     */
    public UnstorableAttributeException(String name, Object value, String reason, @Nullable Throwable cause) {
        super(
                "Attribute \"" + name + "\" of class " + value.getClass().getName() + " cannot be stored: " + reason,
                cause);
    }
}
