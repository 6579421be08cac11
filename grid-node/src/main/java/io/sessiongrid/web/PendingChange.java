package io.sessiongrid.web;

import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change to an attribute that the grid has not acknowledged. Not a record: two changes to the same value are two
 * changes.
 */
final class PendingChange {
    /** Null if the attribute was removed. */
    final @Nullable LiveValue value;

    /** Null if the attribute was removed. */
    final @Nullable AttributeBytes encoded;

    /** True once a commit that carried it failed; its request was refused then. */
    boolean refused;

    /** When a request was answered whose commit failed, by this server's own clock; null if none was. */
    @Nullable
    Instant answeredHere;

    /** As {@link PendingValue#givesWaySince}, of the user whom the attribute names. */
    volatile @Nullable Instant givesWaySince;

    PendingChange(@Nullable LiveValue value, @Nullable AttributeBytes encoded) {
        this.value = value;
        this.encoded = encoded;
    }

    AttributeChange change() {
        return encoded == null ? new AttributeChange.Remove() : new AttributeChange.Put(encoded);
    }
}
