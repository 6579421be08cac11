package io.sessiongrid.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The grids that this server has met. One that it meets for the first time, and that is not its first, knows none of
 * the sessions of which there are copies here: all members of the one before are lost. Members that come and go, split
 * and find each other again are the same grid all the time. Thread-safe.
 */
final class MetGrids {
    private static final Logger log = System.getLogger(MetGrids.class.getName());

    private final Sessions application;

    /** Until when each is new, by this server's own clock: then no copy can be from before. Guarded by this. */
    private final Map<UUID, Instant> newUntil = new HashMap<>();

    private @Nullable UUID last;

    private volatile boolean asked;

    MetGrids(Sessions application) {
        this.application = application;
    }

    /** False until a grid has been asked and has answered. */
    boolean wereAsked() {
        return asked;
    }

    /**
     * Asks the grid which it is; false if it cannot say.
     *
     * @throws io.sessiongrid.session.SessionStoreException if it does not answer
     */
    boolean isNew() {
        UUID answering = application.store().gridId();
        asked = true;
        return answering != null && isNew(answering);
    }

    /** As {@link #isNew} of the grid that has answered last; asks nobody. */
    synchronized boolean wasNew() {
        UUID grid = last;
        return grid != null && isNew(grid);
    }

    private synchronized boolean isNew(UUID grid) {
        last = grid;
        Instant now = application.clock().own();
        Instant until = newUntil.get(grid);
        if (until == null) {
            until = newUntil.isEmpty() ? now : now.plus(application.rules().liveSessionIdle());
            newUntil.put(grid, until);
            if (now.isBefore(until)) {
                log.log(
                        Level.WARNING,
                        "The grid has lost its sessions; those of which this server has copies are restored");
            }
        }
        return now.isBefore(until);
    }
}
