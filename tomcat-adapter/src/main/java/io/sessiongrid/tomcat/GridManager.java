package io.sessiongrid.tomcat;

import io.sessiongrid.node.GridSettings;
import io.sessiongrid.node.GridSettingsException;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import io.sessiongrid.web.SteadyClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Session;
import org.apache.catalina.SessionIdGenerator;
import org.apache.catalina.session.TooManyActiveSessionsException;
import org.apache.catalina.util.StandardSessionIdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sessions of a Tomcat application in the grid: {@code <Manager
 * className="io.sessiongrid.tomcat.GridManager"/>} in a {@code context.xml}, or {@code context.setManager(new
 * GridManager())}.
 *
 * <p>All applications of a Tomcat server share one place in the grid, which is taken when the first of them starts and
 * left when the last has stopped. Not configurable are the ids, which are made of a stable key and a rotating secret.
 */
public final class GridManager extends ConfiguredManager {
    private static final Logger log = System.getLogger(GridManager.class.getName());

    /** Of Tomcat, in bytes. */
    private static final int STANDARD_ID_LENGTH = 16;

    private final GridValve valve = new GridValve(this);
    private final SessionLookUps lookUps = new SessionLookUps(this);
    private final LocalState.Kept localStates = new LocalState.Kept();
    private final SteadyClock clock = SteadyClock.ofThisComputer();
    private final AtomicLong created = new AtomicLong();
    private @Nullable SharedNode node;
    private @Nullable ArrivalValve arrival;
    private volatile @Nullable RunningApplication running;

    @Override
    public String getName() {
        return "GridManager";
    }

    /** The valve comes before an authenticator, which Tomcat adds later and which needs the session. */
    @Override
    public void setContext(@Nullable Context context) {
        Context before = getContext();
        super.setContext(context);
        if (before != null && before != context) {
            before.getPipeline().removeValve(valve);
        }
        if (context != null && before != context) {
            context.getPipeline().addValve(valve);
        }
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        CoyoteFields.require();
        try {
            start(resolveSettings());
        } catch (GridSettingsException e) {
            leaveNode();
            throw new LifecycleException("Sessions of " + getContext().getName() + ": " + e.getMessage(), e);
        }
        setState(LifecycleState.STARTING);
    }

    private void start(GridSettings settings) {
        String route = getJvmRoute();
        if (settings.sticky() && route == null) {
            throw new GridSettingsException(List.of("sticky is true, but ids have no route by which this server could"
                    + " know its own sessions; give each server a name of its own with the attribute jvmRoute of"
                    + " Engine, or set sticky to false"));
        }
        warnOfNeedless();
        SharedNode shared = node;
        if (shared == null) {
            shared = SharedNode.of(getEngine().getService().getServer(), settings);
            node = shared;
        }
        ClassLoader loader = getContext().getLoader().getClassLoader();
        Sessions sessions = shared.node().sessions(settings, applicationName(), loader);
        ArrivalValve last = new ArrivalValve();
        getContext().getPipeline().addValve(last);
        arrival = last;
        RunningApplication started = new RunningApplication(sessions, settings, route, loader);
        running = started;
        // No listener is told of an end before the application has begun.
        OnceStarted.run(getContext(), () -> started.equals(running), () -> sweep(started));
    }

    private void sweep(RunningApplication application) {
        application.sessions().onExpired(use -> {
            GridSession session = new GridSession(this, use, application.withRoute(use.id()));
            application.run(session::tellOfExpiry);
        });
    }

    private void warnOfNeedless() {
        SessionIdGenerator ids = getSessionIdGenerator();
        boolean standard = ids instanceof StandardSessionIdGenerator && ids.getSessionIdLength() == STANDARD_ID_LENGTH;
        if (ids != null && !standard) {
            log.log(Level.WARNING, "SessionIdGenerator has no effect: ids are made of a stable key and a secret");
        }
        if (getSecureRandomClass() != null) {
            log.log(Level.WARNING, "secureRandomClass has no effect: ids are made with the JDK's SecureRandom");
        }
    }

    /**
     * The name of the application in the grid, unless the settings give it one. All versions of an application that are
     * deployed in parallel share its sessions.
     */
    String applicationName() {
        Context context = getContext();
        String host = context.getParent().getName();
        boolean isDefault = host.equals(getEngine().getDefaultHost());
        return GridSettings.applicationName(isDefault ? null : host, context.getPath());
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        setState(LifecycleState.STOPPING);
        lookUps.early().clear();
        if (running != null) {
            // First, because listeners may be hearing of an expiry.
            running.sessions().close();
            running = null;
        }
        localStates.forgetAttributes();
        if (arrival != null) {
            getContext().getPipeline().removeValve(arrival);
            arrival = null;
        }
        // A reload begins with a pause; the sessions of a server that is alone would not survive without its node.
        if (!getContext().getPaused()) {
            leaveNode();
        }
        super.stopInternal();
    }

    @Override
    protected void destroyInternal() throws LifecycleException {
        leaveNode();
        getContext().getPipeline().removeValve(valve);
        super.destroyInternal();
    }

    private void leaveNode() {
        SharedNode left = node;
        node = null;
        if (left != null) {
            left.close();
        }
    }

    boolean isRunning() {
        return running != null;
    }

    /** Runs something that may run code of the application, also if that is being stopped. */
    void runAsApplication(Runnable work) {
        RunningApplication now = running;
        if (now == null) {
            work.run();
        } else {
            now.run(work);
        }
    }

    RunningApplication running() {
        RunningApplication now = running;
        if (now == null) {
            throw new IllegalStateException("The application is not running");
        }
        return now;
    }

    SessionLookUps lookUps() {
        return lookUps;
    }

    /** By which local states are kept; it may be wrong, but does not jump. */
    Instant now() {
        return clock.instant();
    }

    LocalState.Kept localStates() {
        return localStates;
    }

    /** Null if there is no such session; the grid is asked once in a request. */
    @Override
    public @Nullable Session findSession(@Nullable String requested) {
        return isRunning() ? lookUps.find(requested) : null;
    }

    /**
     * @param known the id of a session that the client has in another application of this host, if both are to have the
     *     same (attribute {@code sessionCookiePath="/"} of Context)
     */
    @Override
    public Session createSession(@Nullable String known) {
        if (maxActiveSessions >= 0 && getActiveSessions() >= maxActiveSessions) {
            rejectedSessions++;
            throw new TooManyActiveSessionsException(sm.getString("managerBase.createSession.ise"), maxActiveSessions);
        }
        Sessions sessions = running().sessions();
        SessionId shared = known == null ? null : SessionId.parse(known);
        SessionId id = shared == null ? sessions.newId() : shared;
        SessionUse use = sessions.create(id, Duration.ofMinutes(getContext().getSessionTimeout()));
        GridSession session = new GridSession(this, use, running().withRoute(id));
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            scope.add(session);
        }
        session.tellNew();
        created.incrementAndGet();
        setMaxActive(Math.max(getMaxActive(), getActiveSessions()));
        return session;
    }

    /** Those that were made on this server. */
    @Override
    public long getSessionCounter() {
        return created.get();
    }

    @Override
    public String rotateSessionId(Session session) {
        RequestScope scope = RequestScope.current();
        if (scope != null) {
            scope.requireCookieCanBeSent();
        }
        SessionId before = ((GridSession) session).use().id();
        SessionId after = running().sessions().newSecret(before);
        String newId = running().withRoute(after);
        changeSessionId(session, newId);
        if ("/".equals(getContext().getSessionCookiePath())) {
            letOthersFollow(before, after);
        }
        return newId;
    }

    /** The applications of a host may share ids: their sessions of the same id would be lost. */
    private void letOthersFollow(SessionId before, SessionId after) {
        for (Container sibling : getContext().getParent().findChildren()) {
            if (sibling instanceof Context context
                    && context.getManager() instanceof GridManager other
                    && other != this
                    && other.isRunning()) {
                try {
                    other.lookUps.follow(before, after);
                } catch (IllegalStateException e) {
                    log.log(Level.DEBUG, "The session had ended in " + context.getName(), e);
                }
            }
        }
    }

    /** Those that have a copy on this server; the number in the grid is not counted for it. */
    @Override
    public int getActiveSessions() {
        RunningApplication now = running;
        return now == null ? 0 : (int) now.sessions().liveSessions();
    }

    /**
     * Those of the application in the whole grid, for JMX; asks all members.
     *
     * @throws io.sessiongrid.session.SessionStoreException if the grid does not answer
     */
    public int getSessionsInGrid() {
        return running().sessions().sessionsInGrid();
    }

    /** Those that have a copy on this server, named by their keys, which are no ids that a client could use. */
    @Override
    public Session[] findSessions() {
        RunningApplication now = running;
        if (now == null) {
            return new Session[0];
        }
        List<GridSession> all = now.sessions().list().stream()
                .map(use -> new GridSession(this, use, now.withRoute(use.id())))
                .toList();
        all.forEach(lookUps.early()::addListed);
        return all.stream().filter(GridSession::isValid).toArray(Session[]::new);
    }

    @Override
    public String listSessionIds() {
        return Arrays.stream(findSessions()).map(Session::getIdInternal).collect(Collectors.joining(" "));
    }

    /** @param listed as {@link #listSessionIds} names it */
    @Override
    public void expireSession(String listed) {
        Arrays.stream(findSessions())
                .filter(session -> session.getIdInternal().equals(listed))
                .forEach(Session::expire);
    }

    @Override
    public void backgroundProcess() {
        lookUps.early().letGoOfForgotten();
        forgetUnusedAt(now());
    }

    /** Lets go of what Tomcat keeps here for sessions that no request here has used for as long as they live. */
    void forgetUnusedAt(Instant now) {
        RunningApplication application = running;
        localStates.forgetUnusedAt(
                now, key -> application != null && application.sessions().isUsed(key));
    }

    @Override
    public void load() {
        // Sessions are in the grid.
    }

    @Override
    public void unload() {
        // Sessions are in the grid.
    }
}
