package io.sessiongrid.bench.contender;

/** To which server a request goes. */
public enum Routing {
    /** All of a session to one. */
    STICKY,
    /** Every request to another than the one before. */
    ALTERNATING;

    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
