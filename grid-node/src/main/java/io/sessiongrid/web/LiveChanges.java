package io.sessiongrid.web;

import io.sessiongrid.session.AttributeChanges;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionCopy;
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
import org.jspecify.annotations.Nullable;

/**
 * What was changed in a live session, its beginning among it, until the grid has confirmed it. Calls that send it are
 * made one at a time; all else is thread-safe.
 */
final class LiveChanges {
    private final Sessions application;
    private final SessionMeters meters;
    private final String key;
    private final LiveAttributes attributes;
    private final LiveTimes times;

    private volatile @Nullable NewSession unconfirmed;

    /** Known before a restoration brought what others have done since, to which what is pending may give way. */
    private @Nullable Long versionBeforeRestoration;

    /** What requests were answered for last though the grid was away. */
    private @Nullable PendingDelta answered;

    private volatile Instant knownAt = Instant.EPOCH;

    private final AtomicReference<@Nullable PendingValue<Lifetime>> pendingLifetime = new AtomicReference<>();
    private final AtomicReference<@Nullable PendingValue<SessionUser>> pendingUser = new AtomicReference<>();

    /** What became of an attempt to send them. */
    enum Outcome {
        /** There was nothing to send. */
        NOTHING,

        /** The grid has them. */
        CONFIRMED,

        /** The session has ended. */
        GONE,

        /** A new session was not confirmed for as long as it lives unused: the grid may have had it and ended it. */
        UNHEARD
    }

    LiveChanges(Sessions application, String key, LiveAttributes attributes, LiveTimes times) {
        this.application = application;
        this.meters = application.meters();
        this.key = key;
        this.attributes = attributes;
        this.times = times;
    }

    /** The session is new; the first commit creates it in the grid. */
    void begin(SessionId id, Duration maxInactiveInterval) {
        Lifetime lifetime = application.lifetime(maxInactiveInterval);
        pendingLifetime.set(new PendingValue<>(lifetime));
        unconfirmed =
                new NewSession(id, times.begin(lifetime), application.clock().own(), application.nextCommit(), null);
    }

    boolean isUnconfirmed() {
        return unconfirmed != null;
    }

    /** True before the grid is asked to create the session. */
    boolean areKnownToNobody() {
        NewSession creation = unconfirmed;
        return creation != null && !creation.attempted();
    }

    /** The new session is given another id before the grid knows it. */
    void beginAs(SessionId id) {
        NewSession creation = unconfirmed;
        unconfirmed = creation == null ? null : creation.withId(id);
    }

    void setMaxInactiveInterval(Duration interval) {
        pendingLifetime.set(new PendingValue<>(application.lifetime(interval)));
    }

    Lifetime lifetime() {
        PendingValue<Lifetime> pending = pendingLifetime.get();
        return pending == null ? times.known().lifetime() : pending.value;
    }

    void setUser(SessionUser user) {
        pendingUser.set(new PendingValue<>(user));
    }

    boolean areKnown() {
        return unconfirmed != null
                || pendingLifetime.get() != null
                || pendingUser.get() != null
                || attributes.hasPending();
    }

    /** What the next commit carries; objects are encoded now. */
    PendingDelta encode(Map<String, LiveValue> read, ActivationListener activation) {
        return pending(attributes.changes(read, activation));
    }

    /**
     * Sends them and waits until they are safe (G1).
     *
     * @throws SessionStoreException if the grid did not confirm; see {@link #refused} and {@link #answeredHere}
     */
    Outcome send(PendingDelta pending) {
        SessionDelta delta = pending.delta(application.clock().own()).with(pending.givingWay(knownAt));
        NewSession creation = unconfirmed;
        if (creation == null && delta.isEmpty()) {
            return Outcome.NOTHING;
        }
        long question = times.ask();
        Committed answer = send(creation, delta, pending);
        if (answer instanceof Committed.Applied applied) {
            meters.add(SessionEvent.COMMITS_APPLIED, creation == null ? 1 : 0);
            confirmed(pending, applied, question);
            return Outcome.CONFIRMED;
        }
        if (creation != null && creation.mayHaveEnded(answer)) {
            return Outcome.UNHEARD;
        }
        meters.add(SessionEvent.COMMITS_GONE);
        return Outcome.GONE;
    }

    private PendingDelta pending(Map<String, PendingChange> encoded) {
        String naming = application.rules().principalAttribute();
        return new PendingDelta(
                encoded, pendingLifetime.get(), pendingUser.get(), naming == null ? null : encoded.get(naming));
    }

    /**
     * Offers the whole session to a grid that has lost it. What is pending stays so, and is to be sent next.
     *
     * @return false if the session has ended there, or another has taken its place
     * @throws SessionStoreException if the grid did not confirm
     */
    boolean restore(SecretHash secret) {
        SessionTimes known = times.known();
        SessionTimes used =
                new SessionTimes(known.creationTime(), application.clock().instant(), lifetime());
        PendingDelta pending = pending(attributes.pendingNow());
        SessionDelta all = new SessionDelta(attributes.everything(), null, pending.newUser())
                .aged(pending.delta(application.clock().own()).ages());
        SessionCopy copy = new SessionCopy(secret, used, all, attributes.version(), knownAt);
        long question = times.ask();
        Committed answer = application.store().restore(key, copy, application.nextCommit());
        if (answer instanceof Committed.Applied applied) {
            unconfirmed = null;
            if (versionBeforeRestoration == null && areKnown()) {
                versionBeforeRestoration = attributes.version();
            }
            told(applied, question);
            return true;
        }
        return false;
    }

    /** They were not confirmed, and their request fails; they are kept for the next commit. */
    void refused(PendingDelta pending) {
        attributes.unanswered(pending.changes());
        pending.giveWay(knownAt);
    }

    /** They were not confirmed, but their request does not fail (setting {@code whenUnavailable}). */
    void answeredHere(PendingDelta pending) {
        attributes.answeredHere(pending.changes(), application.clock().own());
        pending.giveWay(application.clock().instant());
        answered = pending;
    }

    /** True if nothing has come since. */
    boolean wereAnsweredHere(PendingDelta pending) {
        return pending.equals(answered);
    }

    private void confirmed(PendingDelta pending, Committed.Applied applied, long question) {
        meters.add(SessionEvent.CONFLICTS, applied.conflicts());
        pendingLifetime.compareAndSet(pending.lifetime(), null);
        pendingUser.compareAndSet(pending.user(), null);
        attributes.acknowledged(pending.changes());
        told(applied, question);
    }

    private void told(Committed.Applied applied, long question) {
        times.take(applied.times(), applied.now(), question);
        merge(applied.others());
        areKnownAt(applied.now());
    }

    /** All that others had changed by then is known here. */
    void areKnownAt(Instant gridTime) {
        knownAt = gridTime;
    }

    /** The session that these were of is no more. */
    void forget() {
        attributes.forget();
        versionBeforeRestoration = null;
    }

    /** Takes over what others changed. */
    void merge(AttributeChanges others) {
        if (attributes.version() != SessionStore.NOTHING_KNOWN
                && !others.changes().isEmpty()) {
            meters.add(SessionEvent.MERGES);
        }
        meters.add(SessionEvent.CONFLICTS, attributes.merge(others));
    }

    private Committed send(@Nullable NewSession creation, SessionDelta delta, PendingDelta pending) {
        try {
            return creation == null ? commit(delta) : create(creation, delta);
        } finally {
            // It may be shorter than what others know, whatever is known here, and if nobody knows that it is so.
            Lifetime lifetime = pending.newLifetime();
            if (creation == null && lifetime != null && lifetime.isMortal()) {
                application.others().tellOfShorterLife(key);
            }
        }
    }

    private Committed commit(SessionDelta delta) {
        Long before = versionBeforeRestoration;
        long base = before == null ? attributes.version() : before;
        Committed answer =
                application.store().commit(key, delta, base, application.nextCommit(), application.waitsUntil());
        versionBeforeRestoration = null;
        return answer;
    }

    /**
     * If an earlier attempt may have reached the grid, it has an earlier state: what changed since is sent after it.
     */
    private Committed create(NewSession creation, SessionDelta delta) {
        unconfirmed = creation.attempt(application.clock().own());
        Committed answer;
        try {
            answer = creation.create(application, delta);
        } catch (SessionStoreException e) {
            unconfirmed = e.wasSent() ? unconfirmed : creation;
            throw e;
        }
        if (!(answer instanceof Committed.Applied)) {
            return answer;
        }
        meters.add(SessionEvent.LIFECYCLE_CREATED);
        unconfirmed = null;
        return creation.attempted() ? commit(delta) : answer;
    }
}
