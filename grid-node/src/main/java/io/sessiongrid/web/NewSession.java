package io.sessiongrid.web;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that was made here and that the grid has not confirmed.
 *
 * @param commit names its creation in all attempts
 * @param attempted true once the grid may know of it
 */
record NewSession(SessionId id, Instant created, CommitId commit, boolean attempted) {
    NewSession attempt() {
        return new NewSession(id, created, commit, true);
    }

    NewSession withId(SessionId other) {
        return new NewSession(other, created, commit, attempted);
    }

    /**
     * Creates it in the grid. Its id may be that of a session in another context, and one of this context may have had
     * it before: that one ends first.
     *
     * @throws SessionStoreException if the grid did not confirm, or the former one could not be ended
     */
    Committed create(Sessions application, SessionDelta initial) {
        Committed answer = create(application, initial, null);
        if (answer instanceof Committed.Expired) {
            application.endExpired(id.key());
            answer = create(application, initial, null);
        }
        if (answer instanceof Committed.Ended ended && isLaterThan(ended.by())) {
            answer = create(application, initial, ended.by());
        }
        if (answer instanceof Committed.Expired) {
            throw new SessionStoreException(
                    "Could not create session " + SessionId.logged(id.key())
                            + ": one of the same key is past its time and could not be ended",
                    null);
        }
        return answer;
    }

    private Committed create(Sessions application, SessionDelta initial, @Nullable CommitId replaced) {
        return application.store().create(id, created, initial, commit, replaced);
    }

    /** What another server ended may be this session, once somebody may have seen it. */
    private boolean isLaterThan(CommitId end) {
        return end.writer() == commit.writer() ? end.sequence() < commit.sequence() : !attempted;
    }
}
