package io.sessiongrid.session;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Recently seen values, so that equal ones that are kept for long need not be kept twice. Holds a bounded number of
 * them; thread-safe, and never waits.
 */
final class Shared<T> {
    private static final int SIZE = 4096;

    private final AtomicReferenceArray<T> seen = new AtomicReferenceArray<>(SIZE);

    /** {@code value}, or an equal one from before. */
    T of(T value) {
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> 16)) & (SIZE - 1);
        T before = seen.get(place);
        if (value.equals(before)) {
            return before;
        }
        seen.set(place, value);
        return value;
    }
}
