package io.sessiongrid.web;

/** How changes to attributes are found (setting {@code detectChanges}). */
public enum ChangeDetection {
    /** Attributes that were set, and mutable ones that a request read and whose encoding differs afterwards (G8). */
    AUTO,

    /** Only attributes that were set; an object altered in place must be set again. */
    SET,

    /**
     * As {@link #AUTO}, but also attributes that no running request has read: for background threads that alter them.
     */
    ALWAYS
}
