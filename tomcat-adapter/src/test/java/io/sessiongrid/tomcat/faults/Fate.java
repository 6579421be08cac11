package io.sessiongrid.tomcat.faults;

/** What became of a request, as far as its shopper knows. */
public enum Fate {
    /** Answered with success: what it did is there from now on, for all. */
    ANSWERED,

    /**
     * Answered with failure: what it did may be there, or be there later, but gives way to what is answered with
     * success from now on.
     */
    REFUSED,

    /** Not answered: what it did may be there, and if it is still on its way it may arrive after later ones. */
    LOST,

    /** No server took it: it did nothing. */
    NOT_SENT
}
