package io.sessiongrid.web;

import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionStoreException;

/**
 * Tells the grid what was done to a session on this server alone (setting {@code whenUnavailable}). Calls are made one
 * at a time.
 */
final class LiveReplay {
    private final Sessions application;
    private final LiveSession session;
    private final LiveSecret secret;
    private final LiveChanges changes;
    private final LiveEnd end;

    LiveReplay(Sessions application, LiveSession session, LiveSecret secret, LiveChanges changes, LiveEnd end) {
        this.application = application;
        this.session = session;
        this.secret = secret;
        this.changes = changes;
        this.end = end;
    }

    /**
     * Tells it, and has the journal let go of the session: in this server's turn with the grid, so that nothing that a
     * request does meanwhile is let go of, too.
     *
     * @return false if the session has ended in the grid, for which reason nothing of that was done
     * @throws SessionStoreException if the grid did not confirm; nothing is lost by that
     */
    boolean tell(PendingDelta pending) {
        boolean told = end.isHereAlone() ? tellOfEnd() : tellOfChanges(pending);
        application.local().letGoOf(session, told);
        return told;
    }

    private boolean tellOfEnd() {
        end.replay();
        return true;
    }

    private boolean tellOfChanges(PendingDelta pending) {
        if (!session.hasEnded() && !arrives(pending)) {
            end.reach();
        }
        return !session.hasEnded();
    }

    private boolean arrives(PendingDelta pending) {
        if (application.local().wasGridNew() && !changes.isUnconfirmed()) {
            // Another may have restored it from an older copy; if it is another session by now, the commit finds out.
            boolean unused = restores();
        }
        LiveChanges.Outcome outcome = send(pending);
        if (outcome == LiveChanges.Outcome.UNHEARD) {
            return isCopyTaken() && isAllTold(send(pending));
        }
        return isAllTold(outcome) || (restoresLost() && isAllTold(send(pending)));
    }

    private boolean isAllTold(LiveChanges.Outcome outcome) {
        return (outcome == LiveChanges.Outcome.CONFIRMED || outcome == LiveChanges.Outcome.NOTHING)
                && secret.isConfirmed(application.store(), session.key());
    }

    private LiveChanges.Outcome send(PendingDelta pending) {
        try {
            return changes.send(pending);
        } catch (SessionStoreException e) {
            changes.refused(pending);
            throw e;
        }
    }

    /** True if the grid has lost the session, with all others, and has it again now. */
    boolean restoresLost() {
        return application.local().isGridNew() && restores();
    }

    /** True if the grid has all of the session that is newer here, if that is wanted. */
    boolean offersCopy() {
        return application.local().serves() && isCopyTaken();
    }

    private boolean restores() {
        boolean restored = isCopyTaken();
        application.meters().add(SessionEvent.LOCAL_RESTORED, restored ? 1 : 0);
        return restored;
    }

    private boolean isCopyTaken() {
        SecretHash current = secret.current();
        return current != null && changes.restore(current);
    }
}
