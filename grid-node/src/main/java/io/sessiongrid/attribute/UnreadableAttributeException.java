package io.sessiongrid.attribute;

import org.jspecify.annotations.Nullable;

/** The bytes of an attribute cannot be made into an object here; another server may well be able to. */
public final class UnreadableAttributeException extends RuntimeException {
    private final @Nullable String className;

    /**
     * Names the class and the reason; never a value.
     *
     * @param reason completes the sentence "Could not read an attribute of class …: …"
     */
    public UnreadableAttributeException(String reason, @Nullable String className, @Nullable Throwable cause) {
        super(
                "Could not read an attribute" + (className == null ? "" : " of class " + className) + ": " + reason,
                cause);
        this.className = className;
    }

    /** The class that is missing, changed or refused, or else the last one met; null if none was met. */
    public @Nullable String className() {
        return className;
    }
}
