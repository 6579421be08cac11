package io.sessiongrid.web;

import io.sessiongrid.session.AttributeChanges;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.SessionUser;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
    private final Trust trust;
    private volatile boolean ended;

    private volatile @Nullable NewSession unconfirmed;

    /** What the creation carried is not known to be what the next commit carries: nothing of that gives way. */
    private boolean insists;

    /** Names the end of the session in all attempts to bring it about. */
    private @Nullable CommitId ending;

    private final AtomicReference<@Nullable Lifetime> pendingLifetime = new AtomicReference<>();
    private final AtomicReference<@Nullable SessionUser> pendingUser = new AtomicReference<>();

    LiveSession(Sessions application, String key) {
        this.application = application;
        this.meters = application.meters();
        this.key = key;
        this.attributes = application.newAttributes();
        this.times = new LiveTimes(application.clock());
        this.touches = new LiveTouches(application, this, times);
        this.trust = new Trust(application.others());
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
        return ended;
    }

    /** False for a copy that never came to hold a session. */
    boolean isWorthKeeping() {
        return !ended && secret.isKnown() && unconfirmed == null;
    }

    /** Makes this a new session, which the first commit creates in the grid. */
    void begin(SessionId id, Duration maxInactiveInterval) {
        Lifetime lifetime = application.lifetime(maxInactiveInterval);
        secret.is(id.secretHash());
        trust.begin();
        pendingLifetime.set(lifetime);
        unconfirmed =
                new NewSession(id, times.begin(lifetime), application.clock().own(), application.nextCommit(), null);
    }

    /** Makes this the copy of a session that has ended in the grid, with what it held, for listeners. */
    void endAs(Opened.Changed last) {
        take(last, times.ask());
        ended = true;
    }

    LiveTouches touches() {
        return touches;
    }

    Trust trust() {
        return trust;
    }

    boolean isUnconfirmed() {
        return unconfirmed != null;
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
            if (ended || (unconfirmed != null && !own)) {
                meters.add(SessionEvent.OPENS_GONE);
                return null;
            }
            if (unconfirmed != null || (own && trusted && isTrustworthy())) {
                meters.add(SessionEvent.OPENS_TRUSTED);
                return times.use();
            }
            return refresh(presented, own) ? times.use() : null;
        });
    }

    private boolean isTrustworthy() {
        return trust.holds() && !times.haveExpired();
    }

    private boolean refresh(SecretHash presented, boolean own) {
        trust.begin();
        long question = times.ask();
        Opened answer = ask(presented);
        if (isOfAnother(answer)) {
            attributes.forget();
            answer = ask(presented);
        }
        if (answer instanceof Opened.Gone && orDistrusted(() -> secret.restore(application.store(), key, presented))) {
            answer = ask(presented);
        }
        meters.add(outcome(answer));
        if (answer instanceof Opened.Gone) {
            // It has ended, or another server has changed its id: requests that are under way learn which when they
            // commit.
            if (own) {
                secret.forget();
            } else {
                // Nobody has learnt anything about the copy.
                trust.lose();
            }
            return false;
        }
        secret.is(presented);
        take(answer, question);
        return true;
    }

    /** Contexts may share ids: the session may be another than this is the copy of, with versions of its own. */
    private boolean isOfAnother(Opened answer) {
        SessionTimes told = answer instanceof Opened.Unchanged unchanged
                ? unchanged.times()
                : answer instanceof Opened.Changed changed ? changed.times() : null;
        return told != null
                && attributes.version() != SessionStore.NOTHING_KNOWN
                && !told.creationTime().equals(times().creationTime());
    }

    private static SessionEvent outcome(Opened answer) {
        if (answer instanceof Opened.Gone) {
            return SessionEvent.OPENS_GONE;
        }
        return answer instanceof Opened.Unchanged ? SessionEvent.OPENS_UNCHANGED : SessionEvent.OPENS_CHANGED;
    }

    private Opened ask(SecretHash presented) {
        return orDistrusted(() -> application.store().open(key, presented, attributes.version()));
    }

    private <T> T orDistrusted(Supplier<T> call) {
        try {
            return call.get();
        } catch (SessionStoreException e) {
            trust.lose();
            throw e;
        }
    }

    private void take(Opened answer, long question) {
        if (answer instanceof Opened.Unchanged unchanged) {
            times.take(unchanged.times(), unchanged.now(), question);
        } else if (answer instanceof Opened.Changed changed) {
            times.take(changed.times(), changed.now(), question);
            merge(changed.changes());
        }
    }

    private void merge(AttributeChanges others) {
        if (attributes.version() != SessionStore.NOTHING_KNOWN
                && !others.changes().isEmpty()) {
            meters.add(SessionEvent.MERGES);
        }
        meters.add(SessionEvent.CONFLICTS, attributes.merge(others));
    }

    void setMaxInactiveInterval(Duration interval) {
        pendingLifetime.set(application.lifetime(interval));
    }

    Lifetime lifetime() {
        Lifetime pending = pendingLifetime.get();
        return pending == null ? times().lifetime() : pending;
    }

    void setUser(SessionUser user) {
        pendingUser.set(user);
    }

    boolean hasKnownChanges() {
        return unconfirmed != null
                || pendingLifetime.get() != null
                || pendingUser.get() != null
                || attributes.hasPending();
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
        return commits.call(() -> !ended && commitAlone(read, activation));
    }

    /** Objects are encoded before it is our turn with the grid: who waits for that turn may hold their locks. */
    private boolean commitAlone(Map<String, LiveValue> read, ActivationListener activation) {
        PendingDelta pending = PendingDelta.of(
                attributes.changes(read, activation),
                pendingLifetime.get(),
                pendingUser.get(),
                application.rules().principalAttribute());
        return grid.call(() -> !ended && commitAlone(pending));
    }

    private boolean commitAlone(PendingDelta pending) {
        SessionDelta delta = pending.delta();
        NewSession creation = unconfirmed;
        if (creation == null && delta.isEmpty()) {
            return false;
        }
        long question = times.ask();
        Committed answer = send(creation, delta, pending);
        if (answer instanceof Committed.Applied applied) {
            meters.add(SessionEvent.COMMITS_APPLIED, creation == null ? 1 : 0);
            meters.add(SessionEvent.CONFLICTS, applied.conflicts());
            times.take(applied.times(), applied.now(), question);
            pendingLifetime.compareAndSet(pending.lifetime(), null);
            pendingUser.compareAndSet(pending.user(), null);
            attributes.acknowledged(pending.changes());
            merge(applied.others());
        } else {
            meters.add(SessionEvent.COMMITS_GONE);
            ended = true;
        }
        return true;
    }

    private Committed send(@Nullable NewSession creation, SessionDelta delta, PendingDelta pending) {
        try {
            return creation == null ? commit(delta) : create(creation, delta);
        } catch (SessionStoreException e) {
            attributes.unanswered(pending.changes());
            throw e;
        } finally {
            // It may be shorter than what others know, whatever is known here, and if nobody knows that it is so.
            Lifetime lifetime = pending.lifetime();
            if (creation == null && lifetime != null && lifetime.isMortal()) {
                application.others().tellOfShorterLife(key);
            }
        }
    }

    private Committed commit(SessionDelta delta) {
        SessionDelta sent = insists ? delta.insisting() : delta;
        Committed answer = application.store().commit(key, sent, attributes.version(), application.nextCommit());
        insists = false;
        return answer;
    }

    /**
     * If an earlier attempt may have reached the grid, it has an earlier state: what changed since is sent after it.
     */
    private Committed create(NewSession creation, SessionDelta delta) {
        unconfirmed = creation.attempt(application.clock().own());
        Committed answer = creation.create(application, delta);
        if (!(answer instanceof Committed.Applied)) {
            return answer;
        }
        meters.add(SessionEvent.LIFECYCLE_CREATED);
        unconfirmed = null;
        insists = creation.attempted();
        return insists ? commit(delta) : answer;
    }

    /**
     * Replaces the id by one of the same key (G5).
     *
     * @return false if the session has ended
     * @throws SessionStoreException if the grid did not confirm; the old id is then valid still, or will be again
     */
    boolean rotate(SessionId to) {
        return commits.call(() -> {
            NewSession creation = unconfirmed;
            if (creation != null && isKnownToNobody()) {
                unconfirmed = creation.withId(to);
                secret.is(to.secretHash());
                return true;
            }
            requireConfirmed(creation);
            return grid.call(() -> !ended && secret.change(application, key, to.secretHash()));
        });
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
            if (ended) {
                return null;
            }
            boolean known = !isKnownToNobody();
            if (known) {
                requireConfirmed(unconfirmed);
            }
            CommitId end = ending == null ? application.nextCommit() : ending;
            ending = end;
            boolean endedHere = !known || endInGrid(end, lease);
            ended = true;
            meters.add(SessionEvent.LIFECYCLE_ENDED, endedHere && known ? 1 : 0);
            return endedHere ? end : null;
        });
    }

    /** Answers false if it had ended before. */
    private boolean endInGrid(CommitId end, Duration lease) {
        long question = times.ask();
        Opened last = application.store().end(key, attributes.version(), end, lease);
        take(last, question);
        return !(last instanceof Opened.Gone);
    }

    /** What is under the key may be another's, or have been ended by another. */
    private void requireConfirmed(@Nullable NewSession creation) {
        if (creation != null) {
            throw new SessionStoreException(
                    "Session " + SessionId.logged(key) + " has not been confirmed by the grid", null);
        }
    }

    /** True from the moment on at which the grid may have it, until it ends. */
    boolean isInGrid() {
        return !ended && !isKnownToNobody();
    }

    /** True before the grid is asked to create it. */
    boolean isKnownToNobody() {
        NewSession creation = unconfirmed;
        return creation != null && !creation.attempted();
    }
}
