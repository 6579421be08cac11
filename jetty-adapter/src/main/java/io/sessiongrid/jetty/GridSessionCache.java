package io.sessiongrid.jetty;

import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.RequestWarning;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionHandler;
import org.eclipse.jetty.session.SessionManager;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request its own {@link GridSession}. The copies that are worth caching are behind it, so this cache holds
 * nothing; with the data store of somebody else it behaves as the cache that it extends.
 */
final class GridSessionCache extends NullSessionCache {
    private static final Logger log = System.getLogger(GridSessionCache.class.getName());

    private final JettyGrid grid;
    private @Nullable RequestScope scope;
    private LifeCycle.@Nullable Listener start;

    GridSessionCache(SessionManager manager, JettyGrid grid) {
        super(manager);
        this.grid = grid;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (_context.getContext() instanceof ContextHandler.ScopedContext context) {
            scope = new RequestScope(getSessionManager(), grid.ignoredRequests());
            context.getContextHandler().addEventListener(scope);
        }
        if (_sessionDataStore instanceof GridSessionDataStore store) {
            sweepOnceStarted(store);
        }
    }

    /** No listener is told of an end before the application has begun. */
    private void sweepOnceStarted(GridSessionDataStore store) {
        if (_context.getContext() instanceof ContextHandler.ScopedContext context
                && context.getContextHandler().isStarting()) {
            start = new LifeCycle.Listener() {
                @Override
                public void lifeCycleStarted(LifeCycle started) {
                    store.onExpired(GridSessionCache.this::tellOfExpiry);
                }
            };
            context.getContextHandler().addEventListener(start);
        } else {
            store.onExpired(this::tellOfExpiry);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (start != null && _context.getContext() instanceof ContextHandler.ScopedContext context) {
            context.getContextHandler().removeEventListener(start);
        }
        if (scope != null && _context.getContext() instanceof ContextHandler.ScopedContext context) {
            context.getContextHandler().removeEventListener(scope);
        }
        super.doStop();
    }

    private void tellOfExpiry(GridSessionData data) {
        GridSession session = new GridSession(this, grid.ids(), data, GridSession.LookUp.NOW);
        _context.run(session::tellOfEnd);
    }

    @Override
    public ManagedSession newSession(SessionData data) {
        return data instanceof GridSessionData ours
                ? new GridSession(this, grid.ids(), ours, GridSession.LookUp.NOW)
                : super.newSession(data);
    }

    @Override
    public ManagedSession newSession(String id, long time, long maxInactiveMs) {
        return _sessionDataStore instanceof GridSessionDataStore store
                ? newSession(store.begin(id, maxInactiveMs))
                : super.newSession(id, time, maxInactiveMs);
    }

    @Override
    public @Nullable ManagedSession get(String id) throws Exception {
        if (!(_sessionDataStore instanceof GridSessionDataStore store)) {
            return super.get(id);
        }
        if (isFromClientOnly(store, id)) {
            return null;
        }
        GridSession session = find(store, id);
        session.enter();
        return session;
    }

    private GridSession find(GridSessionDataStore store, String id) {
        GridSessionData data = store.find(id);
        if (scope == null) {
            return new GridSession(this, grid.ids(), data, GridSession.LookUp.NOW);
        }
        if (scope.isIgnored()) {
            data.use().doNotTouch();
        }
        // Only servlets ask again for a session that turns out not to exist.
        boolean eager = getSessionManager() instanceof SessionHandler || scope.hasSeveralIds();
        return new GridSession(this, grid.ids(), data, new GridSession.LookUp(eager, scope.isFirstLookUp(), true));
    }

    /** True if the shape of the id says that this server's id manager cannot have made it. */
    private boolean isFromClientOnly(GridSessionDataStore store, String id) {
        return getSessionManager().getSessionIdManager() == grid.ids() && !store.mayHaveMade(id);
    }

    @Override
    public void commit(@Nullable ManagedSession session) throws Exception {
        if (session instanceof GridSession ours) {
            ours.commit(true);
        } else {
            super.commit(session);
        }
    }

    @Override
    public void release(ManagedSession session) throws Exception {
        if (!(session instanceof GridSession ours)) {
            super.release(session);
            return;
        }
        try {
            ours.release();
        } catch (SessionStoreException e) {
            RequestWarning.CHANGES_KEPT.log(e);
        }
    }

    /**
     * Ends a session that was perhaps never loaded here, and tells the listeners before the end is final.
     *
     * @return null for a session of ours: there is nothing left for Jetty to tell
     */
    @Override
    public @Nullable ManagedSession delete(String id) throws Exception {
        if (!(_sessionDataStore instanceof GridSessionDataStore store)) {
            return super.delete(id);
        }
        GridSession session = new GridSession(this, grid.ids(), store.find(id), GridSession.LookUp.NOW);
        try {
            if (session.data().exists()) {
                session.data().end(() -> _context.run(session::tellOfEnd));
            }
        } catch (RuntimeException e) {
            log.log(Level.WARNING, "Could not end session " + session, e);
        } finally {
            session.data().use().close();
        }
        return null;
    }

    @Override
    public @Nullable ManagedSession renewSessionId(
            String oldId, String newId, String oldExtendedId, String newExtendedId) throws Exception {
        if (!(get(oldId) instanceof GridSession session)) {
            return super.renewSessionId(oldId, newId, oldExtendedId, newExtendedId);
        }
        if (!session.data().exists()) {
            session.release();
            return null;
        }
        try {
            session.rotate(newId, newExtendedId);
        } catch (RuntimeException e) {
            session.release();
            throw e;
        }
        return session;
    }

    /** Renews the id of a session of this context, if it has one, and tells the listeners. */
    void renew(String oldId, String newId, String newExtendedId) {
        try {
            ManagedSession session = renewSessionId(oldId, newId, oldId, newExtendedId);
            if (session != null) {
                try {
                    getSessionManager().onSessionIdChanged(session, oldId);
                } finally {
                    release(session);
                }
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("Could not renew a session id", e);
        }
    }
}
