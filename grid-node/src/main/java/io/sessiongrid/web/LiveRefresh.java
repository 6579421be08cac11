package io.sessiongrid.web;

import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionCopy;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionTimes;
import java.time.Duration;
import java.util.function.Supplier;

/** Brings a live session up to date. Calls are made one at a time. */
final class LiveRefresh {
    private final Sessions application;
    private final LiveSession session;
    private final LiveSecret secret;
    private final LiveTimes times;
    private final LiveChanges changes;
    private final LiveReplay replay;

    LiveRefresh(
            Sessions application,
            LiveSession session,
            LiveSecret secret,
            LiveTimes times,
            LiveChanges changes,
            LiveReplay replay) {
        this.application = application;
        this.session = session;
        this.secret = secret;
        this.times = times;
        this.changes = changes;
        this.replay = replay;
    }

    /**
     * Asks the grid for what is newer than the copy.
     *
     * @param own true if it is the secret that the copy has
     * @return false if there is no such session
     * @throws SessionStoreException if the grid does not answer; the copy is not trusted then
     */
    boolean refresh(SecretHash presented, boolean own) {
        session.trust().begin();
        long question = times.ask();
        Opened answer = ask(presented);
        if (isOfAnother(answer)) {
            changes.forget();
            answer = ask(presented);
        }
        if (answer instanceof Opened.Gone
                && orDistrusted(() -> secret.restore(application.store(), session.key(), presented))) {
            answer = ask(presented);
        }
        if (own && (answer instanceof Opened.Gone ? isRestored() : isOlderThanHere(answer))) {
            answer = ask(presented);
        }
        application.meters().add(outcome(answer));
        if (answer instanceof Opened.Gone) {
            // It has ended, or another server has changed its id: requests that are under way learn which when they
            // commit.
            if (own) {
                secret.forget();
            } else {
                // Nobody has learnt anything about the copy.
                session.trust().lose();
            }
            return false;
        }
        secret.is(presented);
        take(answer, question);
        return true;
    }

    /** The grid has said that the session is gone: if it goes away before more is known, the copy will not do. */
    private boolean isRestored() {
        try {
            // The trace of an end stays for as long; then it is not known any more whether there was one.
            return !times.areUnusedHereForTooLong(changes.lifetime(), Duration.ZERO)
                    && orDistrusted(replay::restoresLost);
        } catch (SessionStoreException e) {
            throw new SessionStoreException(
                    "Could not find out whether the grid has ended session " + SessionId.logged(session.key())
                            + ", or has lost it",
                    e);
        }
    }

    /** True if another server has restored the session, from a copy that may have been older, and has ours now, too. */
    private boolean isOlderThanHere(Opened answer) {
        return SessionCopy.isOfRestored(session.attributes().version(), answer) && orDistrusted(replay::offersCopy);
    }

    /** Contexts may share ids: the session may be another than this is the copy of, with versions of its own. */
    private boolean isOfAnother(Opened answer) {
        SessionTimes told = answer instanceof Opened.Unchanged unchanged
                ? unchanged.times()
                : answer instanceof Opened.Changed changed ? changed.times() : null;
        return told != null
                && session.attributes().version() != SessionStore.NOTHING_KNOWN
                && !told.creationTime().equals(times.known().creationTime());
    }

    private static SessionEvent outcome(Opened answer) {
        if (answer instanceof Opened.Gone) {
            return SessionEvent.OPENS_GONE;
        }
        return answer instanceof Opened.Unchanged ? SessionEvent.OPENS_UNCHANGED : SessionEvent.OPENS_CHANGED;
    }

    private Opened ask(SecretHash presented) {
        return orDistrusted(() -> application
                .store()
                .open(session.key(), presented, session.attributes().version()));
    }

    private <T> T orDistrusted(Supplier<T> call) {
        try {
            return call.get();
        } catch (SessionStoreException e) {
            session.trust().lose();
            throw e;
        }
    }

    /** From any answer of the grid that tells what the session is now. */
    void take(Opened answer, long question) {
        if (answer instanceof Opened.Unchanged unchanged) {
            times.take(unchanged.times(), unchanged.now(), question);
            changes.areKnownAt(unchanged.now());
        } else if (answer instanceof Opened.Changed changed) {
            times.take(changed.times(), changed.now(), question);
            changes.merge(changed.changes());
            changes.areKnownAt(changed.now());
        }
    }
}
