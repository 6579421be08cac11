package io.sessiongrid.web;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.Patience;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A session that was made here and that the grid has not confirmed.
 *
 * @param begun its creation time
 * @param begunHere the same by this server's own clock
 * @param commit names its creation in all attempts
 * @param attemptedHere when the grid was first asked to create it, by this server's own clock; null before that
 */
record NewSession(
        SessionId id,
        Instant begun,
        Instant begunHere,
        CommitId commit,
        @Nullable Instant attemptedHere) {
    /** While another server tells the listeners of one that had the key. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** True once the grid may know of it. */
    boolean attempted() {
        return attemptedHere != null;
    }

    NewSession attempt(Instant now) {
        return new NewSession(id, begun, begunHere, commit, attemptedHere == null ? now : attemptedHere);
    }

    NewSession withId(SessionId other) {
        return new NewSession(other, begun, begunHere, commit, attemptedHere);
    }

    /**
     * Creates it in the grid. Its id may be that of a session in another context, and one of this context may have had
     * it before: that one ends first, and its listeners are told.
     *
     * @throws SessionStoreException if the grid did not confirm, or the former one did not end in time
     */
    Committed create(Sessions application, SessionDelta initial) {
        Creation creation = creation(application.clock().own());
        long deadline =
                System.nanoTime() + Patience.left(application.rules().timeout()).toNanos();
        Committed answer = create(application, initial, creation);
        while (answer instanceof Committed.Expired && System.nanoTime() < deadline) {
            application.endExpired(id.key(), Duration.ofNanos(deadline - System.nanoTime()));
            answer = create(application, initial, creation);
            if (answer instanceof Committed.Expired) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        if (answer instanceof Committed.Ended ended && isLaterThan(ended.by())) {
            answer = create(application, initial, creation.replacing(ended.by()));
        }
        if (answer instanceof Committed.Expired) {
            throw new SessionStoreException(
                    "Could not create session " + SessionId.logged(id.key())
                            + ": one of the same key has ended and its listeners have not been told yet",
                    null);
        }
        return answer;
    }

    /** True for the answer of a grid that may have had the session, and ended it, unheard. */
    boolean mayHaveEnded(Committed answer) {
        return answer instanceof Committed.Ended ended && ended.by().equals(commit);
    }

    private Creation creation(Instant now) {
        Duration attemptedAgo = attemptedHere == null ? Duration.ZERO : Duration.between(attemptedHere, now);
        return new Creation(begun, Duration.between(begunHere, now), attemptedAgo, null);
    }

    private Committed create(Sessions application, SessionDelta initial, Creation creation) {
        return application.store().create(id, creation, initial, commit);
    }

    /** The grid knows that this one has not ended, so the end is another's; but our own may have overtaken us. */
    private boolean isLaterThan(CommitId end) {
        return end.writer() != commit.writer() || end.sequence() < commit.sequence();
    }
}
