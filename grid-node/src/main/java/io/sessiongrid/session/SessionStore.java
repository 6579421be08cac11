package io.sessiongrid.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the sessions of one web application are kept.
 *
 * <p>Thread-safe. Every method but {@link #touch} blocks until the owner and its synchronous backups have answered, at
 * most for the time that the store was given, and throws {@link SessionStoreException} if they did not; the caller then
 * does not know whether the change was made, and may repeat the same call. Sessions are named by their key; only
 * {@link #open} and {@link #changeSecret} ask for the secret, because only they act for a client that presents it.
 */
public interface SessionStore extends ExpiredSessions {
    /** Known version of a caller that holds no copy. */
    long NOTHING_KNOWN = -1;

    /** Known version of a caller that wants no attributes. */
    long TIMES_ONLY = Long.MAX_VALUE;

    /** However late a call is executed, it is in time. */
    Instant ALWAYS = Instant.ofEpochMilli(Long.MAX_VALUE);

    /**
     * True of a key whose session is kept in this process, or that no other one would be nearer to. Asks nobody, and
     * holds on to nothing of the application.
     */
    default Predicate<String> nearness() {
        return key -> true;
    }

    /**
     * Puts a new session.
     *
     * @param initial must carry a lifetime
     * @return {@code Gone} if a living session has the key, or what this created has ended since; {@code Ended} or
     *     {@code Expired} for another that has
     */
    Committed create(SessionId id, Creation creation, SessionDelta initial, CommitId commit);

    /** As above, of a session that begins now. */
    default Committed create(SessionId id, Instant created, SessionDelta initial, CommitId commit) {
        return create(id, Creation.now(created), initial, commit);
    }

    /**
     * Puts a session as it was kept elsewhere, with its own times, in place of what is there.
     *
     * @param content the attributes and the user; its lifetime is not looked at
     * @return {@code Gone} if a session of this key has ended
     */
    Committed restore(SessionId id, SessionTimes times, SessionDelta content, CommitId commit);

    /**
     * Offers a copy to a grid that has lost the session. It is put where nothing is, and merged with what another
     * server has restored; nothing that is another session, has ended, or has another secret is touched.
     *
     * @return {@code Gone} if there is such a thing
     */
    Committed restore(String key, SessionCopy copy, CommitId commit);

    /** Reads what is newer than {@code knownVersion}; changes nothing, not even the last accessed time. */
    Opened open(String key, SecretHash secret, long knownVersion);

    /**
     * Applies a delta and moves the last accessed time; answers what others changed since {@code baseVersion}.
     *
     * @param until nobody waits longer, by the grid's clock: executed later, for a member may have stood still, the
     *     changes give way to what others have changed meanwhile
     */
    Committed commit(String key, SessionDelta delta, long baseVersion, CommitId commit, Instant until);

    /** As above, for as long as it takes. */
    default Committed commit(String key, SessionDelta delta, long baseVersion, CommitId commit) {
        return commit(key, delta, baseVersion, commit, ALWAYS);
    }

    /**
     * Moves the last accessed time. Does not wait and does not throw.
     *
     * @param ago how long ago the session was used
     * @param listener is told if it was not moved
     */
    void touch(String key, Duration ago, TouchListener listener);

    /**
     * Replaces the secret in one atomic step (G5).
     *
     * @param until nobody waits longer, by the grid's clock: nothing is changed later than that, and nobody told that
     *     the session has ended
     * @return false if the session has ended or its secret is neither of the two
     */
    boolean changeSecret(String key, SecretHash from, SecretHash to, Instant until);

    /** As above, for as long as it takes. */
    default boolean changeSecret(String key, SecretHash from, SecretHash to) {
        return changeSecret(key, from, to, ALWAYS);
    }

    /**
     * Ends the session for good (G4): nobody sees it from now on. What it held stays until {@link #removeClaimed} with
     * the same {@code end}, for listeners.
     *
     * @param end names this end; repeated, it is answered as if it were the first (G6)
     * @param lease for so long the caller is taken to tell listeners; then the session may be claimed
     * @return what it held at its end beyond {@code knownVersion}; {@code Gone} if another had ended it already
     */
    Opened end(String key, long knownVersion, CommitId end, Duration lease);

    /**
     * Names the grid that answers. It has the same name for as long as one of its members lives, whoever leaves and
     * joins, and so have both halves of a split one; a grid of another name knows nothing of what this one kept.
     *
     * @return null if the grid cannot say
     */
    @Nullable
    UUID gridId();

    /** About how many sessions there are; asks all members, so it is for operators only. */
    int size();

    /**
     * Tells the other app servers not to trust their copies of this session any more. Does not wait and does not fail:
     * it shortens the time for which they may be wrong, and is nothing to rely upon.
     *
     * @param writer who says so, as in {@link CommitId}
     */
    void revoke(String key, long writer);

    /** Tells the other app servers that this session lives shorter from now on; as {@link #revoke}. */
    void tellOfShorterLife(String key, long writer);

    /**
     * Listens to {@link #revoke} and {@link #tellOfShorterLife}, from now on or from the moment at which the grid can
     * be reached.
     *
     * @return ends the listening
     */
    Runnable onRevoked(RevocationListener listener);
}
