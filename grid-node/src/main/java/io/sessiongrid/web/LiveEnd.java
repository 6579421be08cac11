package io.sessiongrid.web;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a live session ends. Calls that bring the end about are made one at a time; reading is thread-safe. */
final class LiveEnd {
    private final Sessions application;
    private final LiveSession session;

    /** Names the end in all attempts to bring it about. */
    private @Nullable CommitId name;

    private volatile boolean reached;
    private volatile boolean hereAlone;

    LiveEnd(Sessions application, LiveSession session) {
        this.application = application;
        this.session = session;
    }

    boolean isReached() {
        return reached;
    }

    /** The session has ended, whoever did it. */
    void reach() {
        reached = true;
    }

    /** True if only this server knows of it (setting {@code whenUnavailable}). */
    boolean isHereAlone() {
        return hereAlone;
    }

    /**
     * Ends a session that the grid does not know.
     *
     * @return names the end
     */
    CommitId bringHere() {
        reached = true;
        return named();
    }

    /**
     * Ends the session in the grid.
     *
     * @param lease for so long nobody else tells listeners
     * @param last takes what the grid says of the session; true if it lived until then
     * @return names the end if this call brought it about; null if the session had ended already
     * @throws SessionStoreException if the grid did not confirm
     */
    @Nullable
    CommitId bringInGrid(Duration lease, Predicate<Opened> last) {
        CommitId end = named();
        boolean brought;
        try {
            brought = last.test(
                    application.store().end(session.key(), session.attributes().version(), end, lease));
        } catch (SessionStoreException e) {
            hereAlone = e.isOfGridAway() && application.local().keeps(session);
            if (!hereAlone) {
                throw e;
            }
            brought = true;
        }
        reached = true;
        return brought ? end : null;
    }

    private CommitId named() {
        CommitId end = name == null ? application.nextCommit() : name;
        name = end;
        return end;
    }

    /** Tells the grid, too; the listeners have been told. */
    void replay() {
        application.store().end(session.key(), SessionStore.TIMES_ONLY, named(), Duration.ZERO);
        application.store().removeClaimed(session.key(), named());
        hereAlone = false;
    }
}
