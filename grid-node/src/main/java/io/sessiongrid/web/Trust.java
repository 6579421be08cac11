package io.sessiongrid.web;

/** Whether a copy of a session may be used without asking the grid (setting {@code sticky}). Thread-safe. */
final class Trust {
    private final OtherServers others;
    private volatile boolean lost;
    private volatile long askedInEpoch;

    Trust(OtherServers others) {
        this.others = others;
    }

    /** The grid is asked now; what is heard from now on counts. */
    void begin() {
        lost = false;
        askedInEpoch = others.epoch();
    }

    /** Another server has used the session: the next request asks the grid, whatever its id says. */
    void lose() {
        lost = true;
    }

    boolean holds() {
        return others.areHeard() && !lost && askedInEpoch == others.epoch();
    }
}
