package io.sessiongrid.jetty;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.util.thread.AutoLock;
import org.jspecify.annotations.Nullable;

/**
 * A session as one request sees it; requests share what is behind {@link GridSessionData}.
 *
 * <p>Jetty looks a session up at the beginning of every request, whether the application wants it or not. Until the
 * container has entered the session ({@link #access}), it is taken to exist, so that requests that never use it cost
 * nothing; the first use after that asks the grid, once.
 */
final class GridSession extends ManagedSession {
    private static final Logger log = System.getLogger(GridSession.class.getName());

    private final GridSessionData data;
    private final GridSessionIdManager ids;
    private final LookUp lookUp;
    private boolean entered;
    private volatile boolean released;
    private boolean foreignRoute;
    private boolean renewed;
    private boolean freshlyCommitted;
    private @Nullable SessionStoreException commitFailure;

    /**
     * How a session is looked up.
     *
     * @param eager ask the grid at once: several ids compete, or nothing else would notice that there is no session
     * @param first no other id of this request was looked up before
     * @param arriving for a request that enters the context, and not for somebody who kept the session
     */
    record LookUp(boolean eager, boolean first, boolean arriving) {
        static final LookUp NOW = new LookUp(true, false, false);
    }

    GridSession(GridSessionCache cache, GridSessionIdManager ids, GridSessionData data, LookUp lookUp) {
        super(cache.getSessionManager(), data);
        this.data = data;
        this.ids = ids;
        this.lookUp = lookUp;
        this.entered = data.use().isNew();
        data.use().setActivationListener(new ValueActivation(cache.getSessionManager(), this));
    }

    GridSessionData data() {
        return data;
    }

    @Override
    public boolean isValid() {
        if (!super.isValid()) {
            return false;
        }
        if (!entered) {
            return !lookUp.eager() || existsOrMayExist();
        }
        return data.exists();
    }

    /** While several ids compete, the first stands for all of them if the grid does not answer. */
    private boolean existsOrMayExist() {
        try {
            return data.exists();
        } catch (HttpException.RuntimeException e) {
            return lookUp.first();
        }
    }

    /** Before the session is entered, this says that the route in the id is not ours. */
    @Override
    public void onIdChanged() {
        foreignRoute |= !entered;
        super.onIdChanged();
    }

    @Override
    public boolean access(long time) {
        try (AutoLock ignored = lock()) {
            if (!super.isValid()) {
                return false;
            }
            entered = true;
            if (lookUp.arriving()) {
                data.use().enter(!foreignRoute);
            }
            data.setAccessed(time);
            // Else Jetty would send a cookie with our route now, to anybody who presents an id.
            return !foreignRoute;
        }
    }

    /** A request begins to use this session; {@link #release} ends it. */
    void enter() {
        setResident(true);
        use();
    }

    @Override
    protected void checkValidForRead() {
        requireValid();
    }

    @Override
    protected void checkValidForWrite() {
        requireValid();
    }

    private void requireValid() {
        if (_state == State.INVALIDATING) {
            return;
        }
        // After its request, each call asks the grid by itself.
        if (_state == State.INVALID || (!released && !data.exists())) {
            throw new IllegalStateException("Session " + data.use().id() + " has ended");
        }
    }

    /**
     * A cookie with the present id, if the client came with another route and has a session, or if the application
     * changed the id and may have reset the response since.
     */
    @Nullable
    HttpCookie freshCookie(boolean secure) {
        return (renewed || isSetCookieNeeded()) && data.use().isOpen()
                ? getSessionManager().getSessionCookie(this, secure)
                : null;
    }

    /** Makes all changes safe before bytes leave; what goes wrong is thrown again by {@link #requireCommitted}. */
    void commit(boolean alsoInPlace) {
        try {
            if (alsoInPlace) {
                data.use().commit();
            } else {
                data.use().commitKnownChanges();
            }
            freshlyCommitted = alsoInPlace;
            commitFailure = null;
        } catch (SessionStoreException e) {
            commitFailure = e;
        }
    }

    /**
     * As {@link #commit}, unless that was done a moment ago.
     *
     * @throws SessionStoreException if the grid did not confirm
     */
    void requireCommitted(boolean alsoInPlace) {
        if (!freshlyCommitted && commitFailure == null) {
            commit(alsoInPlace);
        }
        freshlyCommitted = false;
        SessionStoreException failure = commitFailure;
        commitFailure = null;
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void renewId(Request request, @Nullable Response response) {
        if (response != null && response.isCommitted()) {
            throw new IllegalStateException("The response is committed; its cookie cannot carry a new session id");
        }
        if (!isValid()) {
            throw new IllegalStateException("Session " + data.use().id() + " has ended");
        }
        String oldId = getId();
        String oldExtendedId = getExtendedId();
        String newId = ids.renewed(oldId);
        rotate(newId, ids.getExtendedId(newId, request));
        getSessionManager().onSessionIdChanged(this, oldId);
        ids.renewElsewhere(getSessionManager(), oldId, oldExtendedId, newId, request);
        renewed = true;
        if (response != null && isSetCookieNeeded()) {
            Response.putCookie(response, getSessionManager().getSessionCookie(this, request.isSecure()));
        }
    }

    /** Changes the id in the grid, then here. */
    void rotate(String newId, String newExtendedId) {
        SessionId next = SessionId.parse(newId);
        if (next == null) {
            throw new IllegalStateException(
                    "This session's id was made by another session id manager and cannot change");
        }
        data.asked(() -> {
            data.use().rotate(next);
            return next;
        });
        data.setId(newId);
        setExtendedId(newExtendedId);
        onIdChanged();
    }

    /** Ends the session in the grid first, so that nothing that goes wrong afterwards can leave it valid. */
    @Override
    public void invalidate() {
        if (!beginInvalidate()) {
            return;
        }
        try {
            if (!data.end(this::tellOfEndInAllContexts)) {
                // Another request was faster, and tells the listeners.
                become(State.INVALID);
            }
        } catch (RuntimeException e) {
            become(State.VALID);
            throw e;
        }
    }

    /** Tells the listeners of a session that has ended in the grid. */
    void tellOfEnd() {
        if (beginInvalidate()) {
            tellListeners();
        }
    }

    private void tellListeners() {
        try {
            getSessionManager().onSessionDestroyed(this);
        } catch (Throwable e) {
            // The values must be told all the same.
            log.log(
                    Level.WARNING,
                    "A listener failed at the end of session " + data.use().id(),
                    e);
        }
        finishInvalidate();
    }

    /** At the end of the session, a value that fails does not keep others from being told. */
    @Override
    protected void onSessionAttributeUpdate(String name, Object oldValue, Object newValue) {
        try {
            super.onSessionAttributeUpdate(name, oldValue, newValue);
        } catch (RuntimeException | Error e) {
            if (_state != State.INVALIDATING) {
                throw e;
            }
            log.log(
                    Level.WARNING,
                    "A listener failed at the end of session " + data.use().id(),
                    e);
        }
    }

    private void tellOfEndInAllContexts() {
        String id = getId();
        tellListeners();
        try {
            ids.invalidateElsewhere(getSessionManager(), id);
        } catch (Exception e) {
            log.log(Level.WARNING, "Could not end session " + data.use().id() + " in another context", e);
        }
    }

    private void become(State state) {
        try (AutoLock ignored = lock()) {
            _state = state;
            _stateChangeCompleted.signalAll();
        }
    }

    @Override
    public void finishInvalidate() {
        try {
            super.finishInvalidate();
        } finally {
            data.use().close();
        }
    }

    /** None: nothing is kept here that could become idle, and the grid need not be asked. */
    @Override
    public long calculateInactivityTimeout(long now) {
        return -1;
    }

    /** The last user lets go: commits what is left, and touches the session if that is due. */
    @Override
    public void release() {
        super.release();
        if (getRequests() <= 0) {
            released = true;
            setResident(false);
            data.use().close();
        }
    }

    /** Without the id, which is a credential. */
    @Override
    public String toString() {
        return "GridSession[" + data.use().id() + "]";
    }
}
