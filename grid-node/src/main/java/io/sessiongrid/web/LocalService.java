package io.sessiongrid.web;

import io.sessiongrid.session.Meter;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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

    /** Longer than the pauses between calls to a member that is away while others answer. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    /** One request in so long may be held up by a member that cannot say which grid this is. */
    private static final Duration BETWEEN_MEETINGS = Duration.ofSeconds(1);

    private final Sessions application;
    private final @Nullable Integer mostSessions;
    private final long mostBytes;
    private final MetGrids grids;

    /** How many bytes each took when it was kept last; changed with the lock only. */
    private final Map<LiveSession, Long> journal = new ConcurrentHashMap<>();

    /** When this server was last the only one to answer for a session, by its own clock; null if the grid does. */
    private final AtomicReference<@Nullable Instant> alone = new AtomicReference<>();

    /** By {@link System#nanoTime}; zero before the first. */
    private final AtomicLong lastMeeting = new AtomicLong();

    private long bytes;
    private boolean full;

    /** The log has been told why a grid that answers does not take a session. */
    private volatile boolean troubled;

    /** @param mostSessions null: without the grid, there is no service */
    LocalService(Sessions application, @Nullable Integer mostSessions) {
        this(application, mostSessions, LiveSessions.mostBytes());
    }

    LocalService(Sessions application, @Nullable Integer mostSessions, long mostBytes) {
        this.application = application;
        this.mostSessions = mostSessions;
        this.mostBytes = mostBytes;
        this.grids = new MetGrids(application);
        application.meters().gauge(Meter.LOCAL_SESSIONS, this::size);
        application.meters().gauge(Meter.LOCAL_SERVICE, () -> alone.get() == null ? 0 : 1);
    }

    /** True if copies are used while the grid is away. */
    boolean serves() {
        return mostSessions != null;
    }

    /** True if a copy is to be used now, because the grid is away; from now on this server says so. */
    boolean servesAlone() {
        if (serves()) {
            goOnAlone();
        }
        return serves();
    }

    private void goOnAlone() {
        if (alone.getAndSet(application.clock().own()) == null) {
            log.log(Level.WARNING, "The grid does not answer; sessions are served from the copies on this server");
        }
    }

    /** The grid has answered. */
    private void endIfQuiet() {
        Instant last = alone.get();
        if (last != null
                && size() == 0
                && !application.clock().own().isBefore(last.plus(QUIET))
                && alone.compareAndSet(last, null)) {
            log.log(Level.INFO, "The grid answers again; sessions are served from it");
        }
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
        goOnAlone();
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
     * True if the grid that answers now is another than the one before: what copies on this server hold is nowhere
     * else. Never true without local service.
     *
     * @throws SessionStoreException if it could not be asked
     */
    boolean isGridNew() {
        return serves() && grids.isNew();
    }

    /** The same, as it was when the grid was asked last. */
    boolean wasGridNew() {
        return grids.wasNew();
    }

    /** The grid has answered for a session: this server must know which it was before it can be another. */
    void meet() {
        if (!serves() || grids.wereAsked()) {
            return;
        }
        long now = System.nanoTime();
        long last = lastMeeting.get();
        boolean due = last == 0 || now - last > BETWEEN_MEETINGS.toNanos();
        if (due && lastMeeting.compareAndSet(last, now)) {
            boolean unused = answers();
        }
    }

    private boolean answers() {
        try {
            boolean unused = isGridNew();
            return true;
        } catch (SessionStoreException e) {
            // Only the member with the answer may be away; the sessions of the others can be told.
            log.log(Level.DEBUG, "Could not ask which grid this is", e);
            return false;
        }
    }

    /** Tells the grid what it missed, if it is back. */
    void replay() {
        boolean answers = answers();
        replayAll();
        if (answers) {
            endIfQuiet();
        }
    }

    private void replayAll() {
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
            RequestWarning.LOCAL_LOST.log(
                    "session " + SessionId.logged(session.key()) + " has ended in the grid, or has another id there");
        }
    }

    /** The grid need not be told: it never heard of the session, knows of its end, or is not to revive it. */
    void drop(LiveSession session) {
        boolean unused = forgets(session);
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
