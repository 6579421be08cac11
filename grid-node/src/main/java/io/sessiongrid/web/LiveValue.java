package io.sessiongrid.web;

import io.sessiongrid.session.AttributeBytes;
import org.jspecify.annotations.Nullable;

/**
 * One object that is, or was, the value of an attribute, together with the encoding that the grid has of it. Guarded by
 * the {@link LiveAttributes} that made it.
 */
final class LiveValue {
    final Object object;
    final boolean immutable;

    /** What encoding the object gives as long as nobody alters it; null until the grid has it. */
    @Nullable
    AttributeBytes committed;

    /** True for an object that was made of bytes and that nobody has used yet. */
    boolean arrived;

    LiveValue(Object object, boolean immutable, @Nullable AttributeBytes committed) {
        this.object = object;
        this.immutable = immutable;
        this.committed = committed;
    }
}
