package io.sessiongrid.web;

import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.Outage;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a session that one app server works on, shared by the requests that use the session there.
 *
 * <p>Thread-safe. Calls to the grid are made one after the other, so that acknowledgements cannot overtake each other;
 * a request that has to wait for another's call waits no longer than for the grid itself.
 */
final class LiveSession {
    private final Sessions application;
    private final SessionMeters meters;
    private final String key;
    private final LiveAttributes attributes;
    private final LiveSecret secret = new LiveSecret();

    /** Calls to the grid. */
    private final OneAtATime grid;

    /** Commits, from the encoding of what changed to the acknowledgement; taken before a turn with the grid. */
    private final OneAtATime commits;

    private final LiveTimes times;
    private final LiveTouches touches;
    private final LiveChanges changes;
    private final Trust trust;
    private final LiveRefresh refreshing;
    private final LiveEnd end;
    private final LiveReplay replay;

    LiveSession(Sessions application, String key) {
        this.application = application;
        this.meters = application.meters();
        this.key = key;
        this.attributes = application.newAttributes();
        this.times = new LiveTimes(application.clock());
        this.touches = new LiveTouches(application, this, times);
        this.changes = new LiveChanges(application, key, attributes, times);
        this.end = new LiveEnd(application, this);
        this.trust = new Trust(application.others());
        this.replay = new LiveReplay(application, this, secret, changes, end);
        this.refreshing = new LiveRefresh(application, this, secret, times, changes, replay);
        this.grid = new OneAtATime(SessionId.logged(key), application.rules().timeout());
        this.commits = new OneAtATime(SessionId.logged(key), application.rules().timeout());
    }

    String key() {
        return key;
    }

    /** What the grid keeps of the secret, as far as it is known here. */
    @Nullable
    SecretHash secretHash() {
        return secret.current();
    }

    LiveAttributes attributes() {
        return attributes;
    }

    boolean hasEnded() {
        return end.isReached();
    }

    /** False for a copy that never came to hold a session. */
    boolean isWorthKeeping() {
        return !hasEnded() && secret.isKnown() && !changes.isUnconfirmed();
    }

    /** Makes this a new session, which the first commit creates in the grid. */
    void begin(SessionId id, Duration maxInactiveInterval) {
        secret.is(id.secretHash());
        trust.begin();
        changes.begin(id, maxInactiveInterval);
    }

    /** Makes this the copy of a session that has ended in the grid, with what it held, for listeners. */
    void endAs(Opened.Changed last) {
        refreshing.take(last, times.ask());
        end.reach();
    }

    LiveTouches touches() {
        return touches;
    }

    Trust trust() {
        return trust;
    }

    LiveChanges changes() {
        return changes;
    }

    SessionTimes times() {
        return times.known();
    }

    /**
     * Brings this copy up to date for a client that presents {@code presented}.
     *
     * @param trusted true if the copy may be used without asking the grid (setting {@code sticky})
     * @return the last accessed time before this use, or null if there is no such session
     */
    @Nullable
    Instant open(SecretHash presented, boolean trusted) {
        return grid.call(() -> {
            boolean own = secret.matches(presented);
            boolean here = application.local().holds(this);
            if (hasEnded()
                    || (changes.isUnconfirmed() && !own)
                    || (here && (secret.wasReplacedHere(presented) || isOverHere()))) {
                meters.add(SessionEvent.OPENS_GONE);
                return null;
            }
            if (changes.isUnconfirmed() || (own && (here || (trusted && isTrustworthy())))) {
                meters.add(SessionEvent.OPENS_TRUSTED);
                return times.use();
            }
            return refreshes(presented, own) ? times.use() : null;
        });
    }

    /**
     * True if it was not used for longer than it may be even if the grid was away all the time. What was done to it is
     * not told any more, or the grid would revive it.
     */
    private boolean isOverHere() {
        boolean over = times.areUnusedHereForTooLong(changes.lifetime(), Outage.LONGEST);
        if (over) {
            end.reach();
            application.local().drop(this);
        }
        return over;
    }

    private boolean isTrustworthy() {
        return trust.holds() && !times.haveExpired();
    }

    /** While the grid is away, the copy will do, if that is wanted. */
    private boolean refreshes(SecretHash presented, boolean own) {
        try {
            boolean found = refreshing.refresh(presented, own);
            application.local().meet();
            return found;
        } catch (SessionStoreException e) {
            if (e.isOfGridAway()
                    && own
                    && isWorthKeeping()
                    && application.local().servesAlone()) {
                return true;
            }
            throw e;
        }
    }

    /**
     * Sends what changed and waits until it is safe (G1). Does nothing if nothing changed or the session has ended.
     *
     * @param read values that requests read and may have altered in place
     * @param activation told of the values that are encoded
     * @return true if something was sent
     * @throws SessionStoreException if the grid did not confirm; the changes are kept for the next commit
     */
    boolean commit(Map<String, LiveValue> read, ActivationListener activation) {
        return !hasNothingToCommit(read) && commits.call(() -> !hasEnded() && commitAlone(read, activation));
    }

    /**
     * A change stays known until the grid has confirmed it, whoever sends it: with none known there is none to wait
     * for.
     */
    private boolean hasNothingToCommit(Map<String, LiveValue> read) {
        return !changes.areKnown() && attributes.arePlainlyUnaltered(read);
    }

    /** Objects are encoded before it is our turn with the grid: who waits for that turn may hold their locks. */
    private boolean commitAlone(Map<String, LiveValue> read, ActivationListener activation) {
        PendingDelta pending = changes.encode(read, activation);
        return grid.call(() -> !hasEnded() && commitAlone(pending));
    }

    private boolean commitAlone(PendingDelta pending) {
        if (application.local().holds(this) && changes.wereAnsweredHere(pending)) {
            return false;
        }
        try {
            LiveChanges.Outcome outcome = changes.send(pending);
            application.local().meet();
            if (outcome == LiveChanges.Outcome.UNHEARD) {
                throw new SessionStoreException(
                        "Could not create session " + SessionId.logged(key)
                                + ": the grid has not confirmed it for as long as it lives unused",
                        null);
            }
            if (outcome == LiveChanges.Outcome.GONE && application.local().holds(this) && replay.restoresLost()) {
                // Its turn in the journal had not come yet.
                outcome = changes.send(pending);
            }
            if (outcome == LiveChanges.Outcome.GONE) {
                end.reach();
            }
            return outcome != LiveChanges.Outcome.NOTHING;
        } catch (SessionStoreException e) {
            if (e.isOfGridAway() && application.local().keeps(this)) {
                changes.answeredHere(pending);
                return false;
            }
            changes.refused(pending);
            throw e;
        }
    }

    /**
     * Replaces the id by one of the same key (G5).
     *
     * @return false if the session has ended
     * @throws SessionStoreException if the grid did not confirm; the old id is then valid still, or will be again
     */
    boolean rotate(SessionId to) {
        return commits.call(() -> {
            if (changes.areKnownToNobody()) {
                changes.beginAs(to);
                secret.is(to.secretHash());
                return true;
            }
            return grid.call(() -> !hasEnded() && (rotatesHere(to) || rotateInGrid(to.secretHash())));
        });
    }

    /** A session that the grid has not confirmed, and may have under its former id. */
    private boolean rotatesHere(SessionId to) {
        boolean here = changes.isUnconfirmed() && application.local().holds(this);
        if (here) {
            changes.beginAs(to);
            secret.changeHere(to.secretHash());
        } else {
            requireConfirmed();
        }
        return here;
    }

    private boolean rotateInGrid(SecretHash to) {
        try {
            boolean changed = secret.change(application.store(), key, to, application.waitsUntil());
            if (!changed) {
                // It has ended, though the copy may have been trusted.
                trust.lose();
            }
            return changed;
        } catch (SessionStoreException e) {
            if (e.isOfGridAway() && application.local().keeps(this)) {
                secret.changeHere(to);
                return true;
            }
            secret.takeBack(application.restoration(), key, to, changes.lifetime());
            throw e;
        }
    }

    /**
     * Ends the session in the grid, and here. Its attributes can still be read, here and in the grid, for listeners.
     *
     * @param lease for so long nobody else tells them
     * @return names the end if this call brought it about; null if it had ended already, here or elsewhere
     */
    @Nullable
    CommitId end(Duration lease) {
        return grid.call(() -> {
            if (hasEnded()) {
                return null;
            }
            if (isKnownToNobody()) {
                application.local().drop(this);
                return end.bringHere();
            }
            if (!application.local().holds(this)) {
                requireConfirmed();
            }
            long question = times.ask();
            CommitId brought = end.bringInGrid(lease, last -> {
                refreshing.take(last, question);
                return !(last instanceof Opened.Gone) || changes.isUnconfirmed();
            });
            meters.add(SessionEvent.LIFECYCLE_ENDED, brought == null ? 0 : 1);
            if (!end.isHereAlone()) {
                application.local().drop(this);
            }
            return brought;
        });
    }

    /** What is under the key may be another's, or have been ended by another. */
    private void requireConfirmed() {
        if (changes.isUnconfirmed()) {
            throw new SessionStoreException(
                    "Session " + SessionId.logged(key) + " has not been confirmed by the grid", null);
        }
    }

    /**
     * Tells the grid what was done here while it was away.
     *
     * @throws SessionStoreException if the grid is still away; nothing is lost by that
     */
    void replay() {
        commits.call(() -> {
            PendingDelta pending = changes.encode(Map.of(), ActivationListener.NONE);
            return grid.call(() -> replay.tell(pending));
        });
    }

    /** True if only this server knows that the session has ended. */
    boolean hasEndedHereAlone() {
        return end.isHereAlone();
    }

    /** True from the moment on at which the grid may have it, until it ends. */
    boolean isInGrid() {
        return !hasEnded() && !isKnownToNobody();
    }

    /** True before the grid is asked to create it. */
    boolean isKnownToNobody() {
        return changes.areKnownToNobody();
    }
}
