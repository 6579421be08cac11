package io.sessiongrid.web;

import io.sessiongrid.session.Meter;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this server does for its sessions by itself while the grid is away (setting {@code whenUnavailable}): the
 * journal of those of which the grid does not know all. They stay live until it does, whatever the size of the cache;
 * what changed is in the live sessions themselves, so that a session takes its room once, however often it is used.
 *
 * <p>Thread-safe. A bounded number of sessions and bytes; who comes after that is refused as without local service. The
 * journal is memory: a server that stops tries to have the grid take over what is in it, and says what was lost.
 */
final class LocalService implements AutoCloseable {
    private static final Logger log = System.getLogger(LocalService.class.getName());

    private final Sessions application;
    private final @Nullable Integer mostSessions;
    private final long mostBytes;

    /** How many bytes each took when it was kept last; changed with the lock only. */
    private final Map<LiveSession, Long> journal = new ConcurrentHashMap<>();

    private long bytes;
    private boolean full;

    /** The log has been told why a grid that answers does not take a session. */
    private volatile boolean troubled;

    /** Those that kept the sessions before the grid went, and then those that were met since. */
    private volatile Set<UUID> keepers;

    private volatile @Nullable Instant newSince;

    /** @param mostSessions null: without the grid, there is no service */
    LocalService(Sessions application, @Nullable Integer mostSessions) {
        this(application, mostSessions, LiveSessions.mostBytes());
    }

    LocalService(Sessions application, @Nullable Integer mostSessions, long mostBytes) {
        this.application = application;
        this.mostSessions = mostSessions;
        this.mostBytes = mostBytes;
        this.keepers = serves() ? application.store().keepers() : Set.of();
        application.meters().gauge(Meter.LOCAL_SESSIONS, this::size);
    }

    /** True if copies are used while the grid is away. */
    boolean serves() {
        return mostSessions != null;
    }

    /** True if the grid does not know all of this session. */
    boolean holds(LiveSession session) {
        return journal.containsKey(session);
    }

    /**
     * Keeps what a request has done to a session until the grid is back.
     *
     * @return false if that is not wanted, or there is no room
     */
    boolean keeps(LiveSession session) {
        if (mostSessions == null || !hasRoom(session, mostSessions)) {
            return false;
        }
        application.meters().add(SessionEvent.LOCAL_KEPT);
        return true;
    }

    private synchronized boolean hasRoom(LiveSession session, int most) {
        Long before = journal.get(session);
        long after = LiveSessions.bytesOf(session);
        long more = after - (before == null ? 0 : before);
        if ((before == null && journal.size() >= most) || bytes + more > mostBytes) {
            warnOfFullness();
            return false;
        }
        if (journal.isEmpty()) {
            log.log(Level.WARNING, "The grid does not answer; sessions are served from the copies on this server");
        }
        journal.put(session, after);
        bytes += more;
        if (before == null) {
            application.live().hold(session);
        }
        return true;
    }

    private void warnOfFullness() {
        if (!full) {
            full = true;
            log.log(
                    Level.WARNING,
                    "There is no room for the changes of more than {0} sessions while the grid is away; further requests"
                            + " get status 503",
                    journal.size());
        }
    }

    /**
     * True if no member is left of those that kept the sessions before: what copies on this server hold is nowhere
     * else. Never true without local service.
     */
    boolean isGridNew() {
        Set<UUID> now = serves() ? application.store().keepers() : Set.of();
        return !now.isEmpty() && !keepers.isEmpty() && Collections.disjoint(keepers, now);
    }

    /** For as long as there may be copies from before, a grid stays new. */
    private void lookAtGrid() {
        Instant now = application.clock().own();
        Instant since = newSince;
        if (!isGridNew()) {
            newSince = null;
            Set<UUID> met = application.store().keepers();
            keepers = met.isEmpty() ? keepers : met;
        } else if (since == null) {
            newSince = now;
            log.log(
                    Level.WARNING,
                    "The grid has lost its sessions; those of which this server has copies are restored");
        } else if (now.isAfter(since.plus(application.rules().liveSessionIdle()))) {
            keepers = application.store().keepers();
            newSince = null;
        }
    }

    /** Tells the grid what it missed, if it is back. */
    void replay() {
        lookAtGrid();
        if (size() == 0) {
            return;
        }
        int before = size();
        for (LiveSession session : journal.keySet()) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            replay(session);
        }
        int left = size();
        if (left < before) {
            log.log(
                    Level.INFO,
                    "Told the grid what was done to {0} sessions while it was away; {1} are left",
                    before - left,
                    left);
        }
    }

    private void replay(LiveSession session) {
        try {
            session.replay();
            troubled = false;
        } catch (SessionStoreException e) {
            log.log(
                    e.isOfGridAway() || troubled ? Level.DEBUG : Level.WARNING,
                    "Could not tell the grid of session " + SessionId.logged(session.key()) + " yet",
                    e);
            troubled |= !e.isOfGridAway();
        }
    }

    /**
     * The grid knows all of this session now.
     *
     * @param told false if it had ended, so that what was done to it here is lost
     */
    void letGoOf(LiveSession session, boolean told) {
        if (!forgets(session)) {
            return;
        }
        application.meters().add(told ? SessionEvent.LOCAL_COMMITTED : SessionEvent.LOCAL_LOST);
        if (!told) {
            log.log(
                    Level.WARNING,
                    "Session {0} has ended in the grid while this server served it by itself; its changes are lost",
                    SessionId.logged(session.key()));
        }
    }

    private synchronized boolean forgets(LiveSession session) {
        Long before = journal.remove(session);
        if (before != null) {
            bytes -= before;
            full = false;
            application.live().release(session.key(), session);
        }
        return before != null;
    }

    private int size() {
        return journal.size();
    }

    /** The last attempt; what is left then is lost. */
    @Override
    public void close() {
        replay();
        int lost = size();
        if (lost > 0) {
            application.meters().add(SessionEvent.LOCAL_LOST, lost);
            log.log(
                    Level.ERROR,
                    "Stopped while the grid is away; what was done to {0} sessions since it went is lost",
                    lost);
        }
    }
}
