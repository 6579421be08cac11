package io.sessiongrid.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change to what a session has once, as {@link PendingChange} to one of its attributes. Not a record: two changes to
 * the same value are two changes.
 */
final class PendingValue<T> {
    final T value;

    /** Since when it gives way to others, by the grid's clock; null until a commit that carried it failed. */
    private volatile @Nullable Instant since;

    PendingValue(T value) {
        this.value = value;
    }

    @Nullable
    Instant givesWaySince() {
        return since;
    }

    /** From the first failure on. */
    void giveWay(Instant moment) {
        since = since == null ? moment : since;
    }
}
