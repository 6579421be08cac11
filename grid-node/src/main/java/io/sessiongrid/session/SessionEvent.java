package io.sessiongrid.session;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One thing that is counted about the sessions of an application on an app server; part of a {@link Meter}. */
public enum SessionEvent {
    OPENS_TRUSTED(Meter.OPENS),
    OPENS_UNCHANGED(Meter.OPENS),
    OPENS_CHANGED(Meter.OPENS),
    OPENS_GONE(Meter.OPENS),
    LIFECYCLE_CREATED(Meter.LIFECYCLE),
    LIFECYCLE_ENDED(Meter.LIFECYCLE),
    LIFECYCLE_EXPIRED(Meter.LIFECYCLE),
    COMMITS_APPLIED(Meter.COMMITS),
    COMMITS_GONE(Meter.COMMITS),
    MERGES(Meter.MERGES),
    CONFLICTS(Meter.CONFLICTS),
    TOUCHES_SENT(Meter.TOUCHES),
    TOUCHES_LOST(Meter.TOUCHES),
    CLAIMS(Meter.CLAIMS),
    REFUSED_IDS(Meter.REFUSED_IDS),
    RETRIES(Meter.RETRIES),
    FAILURES_TIMEOUT(Meter.FAILURES),
    FAILURES_UNAVAILABLE(Meter.FAILURES),
    FAILURES_FULL(Meter.FAILURES),
    FAILURES_REFUSED(Meter.FAILURES),
    LOCAL_KEPT(Meter.LOCAL),
    LOCAL_COMMITTED(Meter.LOCAL),
    LOCAL_LOST(Meter.LOCAL),
    LOCAL_RESTORED(Meter.LOCAL),
    UNREADABLE_ATTRIBUTES(Meter.UNREADABLE_ATTRIBUTES);

    private final Meter meter;

    SessionEvent(Meter meter) {
        this.meter = meter;
    }

    public Meter meter() {
        return meter;
    }

    /** For the meter's label; null if it has none. */
    public @Nullable String labelValue() {
        return meter.label() == null
                ? null
                : name().substring(meter.name().length() + 1).toLowerCase(Locale.ROOT);
    }
}
