package io.sessiongrid.web;

import io.sessiongrid.attribute.AttributeCodec;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Meter;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.Patience;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionTimes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one web application on this server; what a container's adapter talks to. Thread-safe.
 *
 * <p>One instance per run of the application: a redeployed one gets its own, and decodes attributes afresh with its own
 * class loader.
 */
public final class Sessions implements AutoCloseable {
    private final SessionStore store;
    private final SessionRules rules;
    private final SessionMeters meters;
    private final AttributeValues values;
    private final GridClock clock;
    private final SecureRandom random = new SecureRandom();
    private final Supplier<SessionId> ids;
    private final long writer = random.nextLong();
    private final long sweeper = random.nextLong();
    private final AtomicLong commits = new AtomicLong();
    private final Set<OpenUse> running = ConcurrentHashMap.newKeySet();
    private final LiveSessions live;
    private final OtherServers others;
    private final ExecutorService background;
    private final SecretRestoration restoration;
    private final LostTouches lostTouches;
    private final LocalService local;
    private final Endings endings;
    private final Runnable stopListening;
    private final List<Runnable> whenClosed = new CopyOnWriteArrayList<>();
    private volatile @Nullable Sweep sweep;

    /**
     * Does not call the grid.
     *
     * @param loader finds the classes of the application
     * @param clock runs evenly; it may be wrong
     * @param meters where all that happens here is counted
     */
    public Sessions(
            SessionStore store,
            SessionRules rules,
            AttributeCodec codec,
            ClassLoader loader,
            InstantSource clock,
            SessionMeters meters) {
        this.store = store;
        this.rules = rules;
        this.ids = ids(random, store, rules.sticky());
        this.meters = meters;
        this.values = new AttributeValues(codec, loader, rules.unreadableAttributes(), meters);
        this.clock = new GridClock(clock);
        this.live = new LiveSessions(rules, key -> new LiveSession(this, key));
        this.others = new OtherServers(store, writer, rules.sticky(), live, () -> running.forEach(OpenUse::touchNow));
        this.background = newBackground();
        this.restoration = new SecretRestoration(store, clock, background);
        this.lostTouches = new LostTouches(this);
        this.local = new LocalService(this, rules.mostLocalSessions());
        this.endings = new Endings(this);
        meters.gauge(Meter.LIVE_SESSIONS, live::size);
        meters.gauge(Meter.LIVE_BYTES, live::weight);
        meters.gauge(Meter.REQUESTS, running::size);
        this.stopListening = store.onRevoked(others);
    }

    /** One thread, and only while there is something to do; nothing of it matters once the application has stopped. */
    private static ExecutorService newBackground() {
        return new ThreadPoolExecutor(
                0,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                Sessions::daemon,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Of no class loader but ours, so that it does not keep a stopped application in memory. */
    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sessiongrid background");
        thread.setDaemon(true);
        thread.setContextClassLoader(Sessions.class.getClassLoader());
        return thread;
    }

    /** An id for {@link #create}, from {@link #ids}. */
    public SessionId newId() {
        return ids.get();
    }

    /**
     * Where ids come from. Where requests come back to this server (setting {@code sticky}), a session is kept in this
     * process, if this is a member of the grid. Thread-safe; serves all applications of this server, and holds on to
     * none.
     */
    public Supplier<SessionId> ids() {
        return ids;
    }

    private static Supplier<SessionId> ids(SecureRandom random, SessionStore store, boolean sticky) {
        Predicate<String> near = store.nearness();
        return sticky ? () -> SessionId.generate(random, near) : () -> SessionId.generate(random);
    }

    /** The id that a session is given by {@link SessionUse#rotate}. */
    public SessionId newSecret(SessionId id) {
        return id.withNewSecret(random);
    }

    /**
     * A new session, which the first commit creates in the grid.
     *
     * @param maxInactiveInterval zero or negative: it never expires
     */
    public SessionUse create(SessionId id, Duration maxInactiveInterval) {
        LiveSession session = live.begin(id.key());
        session.begin(id, maxInactiveInterval);
        return SessionUse.begun(this, id, session, true);
    }

    /**
     * Puts a session as it was kept elsewhere, in place of what the grid has.
     *
     * @param content attribute values by name
     * @throws IllegalArgumentException if a value cannot travel
     */
    public void restore(SessionId id, SessionTimes times, Map<String, Object> content) {
        Map<String, AttributeChange> encoded = new HashMap<>();
        content.forEach((name, value) -> encoded.put(name, new AttributeChange.Put(values.encode(name, value))));
        store.restore(id, times, new SessionDelta(encoded, null, null), nextCommit());
    }

    /** The id that a request brings; null if its shape says that no server of ours made it, which is counted. */
    public @Nullable SessionId requestedId(String text) {
        SessionId id = SessionId.parse(text);
        if (id == null) {
            meters.add(SessionEvent.REFUSED_IDS);
        }
        return id;
    }

    /** A session that a client asks for; the grid is asked when the session is first used. */
    public SessionUse find(SessionId id) {
        return SessionUse.unasked(this, id);
    }

    /** True if a request on this server is using a session with this id that the grid does not know yet. */
    public boolean isBeginning(SessionId id) {
        LiveSession session = live.used(id.key());
        return session != null && session.changes().isUnconfirmed() && session.open(id.secretHash(), true) != null;
    }

    /** True if a request on this server is using the session of this key, however long it takes. */
    public boolean isUsed(String key) {
        return live.used(key) != null;
    }

    /**
     * The sessions of which this server holds copies, for operators' tools: each is named by its key alone. To look at
     * one does not touch it.
     */
    public List<SessionUse> list() {
        return live.keys().stream()
                .map(key -> {
                    SessionUse use = find(SessionId.ofKey(key));
                    use.doNotTouch();
                    return use;
                })
                .toList();
    }

    /**
     * Looks for sessions past their time from now on, together with the other servers of this application.
     *
     * @param listener is told of each session that ended by that here, on a thread of ours; its attributes can be read
     *     meanwhile. Each session is told to one listener in the grid, and to another only if the first one's server
     *     dies before it is done (G6)
     */
    public synchronized void onExpired(Consumer<SessionUse> listener) {
        if (sweep != null) {
            throw new IllegalStateException("There is a listener already");
        }
        sweep = new Sweep(this, endings, listener);
    }

    /** A session past its time is in the way of one that begins: contexts of one server may share ids. */
    void endExpired(String key, Duration patience) {
        Sweep running = sweep;
        if (running != null) {
            running.end(key, patience);
        }
    }

    /** A session that has just ended in the grid, with what it held. */
    SessionUse ended(String key, Opened.Changed last) {
        live.forget(key);
        LiveSession session = new LiveSession(this, key);
        session.endAs(last);
        return SessionUse.begun(this, SessionId.ofKey(key), session, false);
    }

    void begins(OpenUse use) {
        running.add(use);
    }

    void isOver(OpenUse use) {
        running.remove(use);
    }

    /** However long a request takes, the session that it uses does not expire meanwhile (G7). */
    void keepAlive() {
        running.forEach(OpenUse::keepAlive);
        lostTouches.sendAgain();
        live.cleanUp();
    }

    /**
     * About how many sessions of this application there are in the grid; asks all members.
     *
     * @throws io.sessiongrid.session.SessionStoreException if they do not answer
     */
    public int sessionsInGrid() {
        return store.size();
    }

    /** Copies of sessions held on this server. */
    public long liveSessions() {
        return live.size();
    }

    /** Forgets the copies that no request is using; the sessions themselves are in the grid. */
    @Override
    public void close() {
        Sweep ending = takeSweep();
        if (ending != null) {
            ending.close();
        }
        local.close();
        lostTouches.sendAll();
        stopListening.run();
        background.shutdownNow();
        live.clear();
        whenClosed.forEach(Runnable::run);
    }

    /** What is to be done after {@link #close}. */
    public void onClose(Runnable work) {
        whenClosed.add(work);
    }

    private synchronized @Nullable Sweep takeSweep() {
        Sweep ending = sweep;
        sweep = null;
        return ending;
    }

    SessionStore store() {
        return store;
    }

    OtherServers others() {
        return others;
    }

    SecretRestoration restoration() {
        return restoration;
    }

    Endings endings() {
        return endings;
    }

    LocalService local() {
        return local;
    }

    LostTouches lostTouches() {
        return lostTouches;
    }

    SessionRules rules() {
        return rules;
    }

    GridClock clock() {
        return clock;
    }

    SessionMeters meters() {
        return meters;
    }

    LiveSessions live() {
        return live;
    }

    LiveAttributes newAttributes() {
        return new LiveAttributes(values);
    }

    /** Until when the request at work waits for a call that it makes now, by the grid's clock. */
    Instant waitsUntil() {
        return clock.instant().plus(Patience.left(rules.timeout()));
    }

    CommitId nextCommit() {
        return new CommitId(writer, commits.incrementAndGet());
    }

    /** Of a session past its time: by another writer, so that nobody takes it for what a request did. */
    CommitId nextExpiry() {
        return new CommitId(sweeper, commits.incrementAndGet());
    }

    Lifetime lifetime(Duration maxInactiveInterval) {
        return new Lifetime(maxInactiveInterval, rules.touchIntervalFor(maxInactiveInterval), rules.maxLifetime());
    }
}
