package io.sessiongrid.store;

import java.util.Comparator;

/** Which sessions a list begins with. */
public enum SessionOrder {
    /** Those that were made first. */
    CREATED(Comparator.comparing(SessionSummary::created)),
    /** The largest. */
    SIZE(Comparator.comparingLong(SessionSummary::bytes).reversed()),
    /** Those that have not been used for longest. */
    IDLE(Comparator.comparing(SessionSummary::idle).reversed());

    @SuppressWarnings("ImmutableEnumChecker") // a comparator of records has no state
    private final Comparator<SessionSummary> first;

    SessionOrder(Comparator<SessionSummary> first) {
        this.first = first;
    }

    /** Total: the same for whoever sorts. */
    public Comparator<SessionSummary> comparator() {
        return first.thenComparing(SessionSummary::key);
    }
}
