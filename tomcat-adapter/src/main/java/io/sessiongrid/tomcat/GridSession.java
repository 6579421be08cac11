package io.sessiongrid.tomcat;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.RequestWarning;
import io.sessiongrid.web.SessionUse;
import jakarta.servlet.SessionTrackingMode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.ApplicationSessionCookieConfig;
import org.jspecify.annotations.Nullable;

/** A session as one request sees it; requests share what is behind {@link SessionUse}. */
final class GridSession extends TimedSession {
    private static final long serialVersionUID = 1;
    private static final Logger log = System.getLogger(GridSession.class.getName());

    /** For sessions that never expire. */
    private static final Duration LONG = Duration.ofDays(1);

    private final transient GridManager grid;
    private final transient SessionUse use;
    private final transient SavedLogin login;
    private final transient LocalState local;
    private final transient AtomicInteger users = new AtomicInteger();
    private final transient long foundAtNanos = System.nanoTime();
    private transient volatile String presented;
    private transient volatile boolean owesCookie;

    /** @param presented the id by which the client asked for the session, with its route; of a new one, its id */
    GridSession(GridManager grid, SessionUse use, String presented) {
        super(grid, use);
        this.grid = grid;
        this.use = use;
        this.presented = presented;
        this.login = new SavedLogin(use);
        this.local = grid.localStates().of(use.id().key());
        this.attributes = new GridAttributes(use, local.attributes, (name, value) -> !exclude(name, value));
        this.notes = local.notes;
        this.listeners = local.listeners;
        this.id = grid.running().withRoute(use.id());
        this.isNew = use.isNew();
        this.owesCookie = isNew || !presented.equals(id);
        this.isValid = true;
        use.setActivationListener(new ValueActivation(this));
    }

    SessionUse use() {
        return use;
    }

    /** True if a request has joined the session through this object. */
    @Override
    boolean isEntered() {
        return users.get() > 0;
    }

    long foundAtNanos() {
        return foundAtNanos;
    }

    boolean isOf(GridManager manager, SessionId requested) {
        return grid == manager && use.id().equals(requested);
    }

    /**
     * Sends the cookie with the present id, if the client does not have it: it may have come with the route of another
     * server, or the application may have reset the response in which Tomcat had put it.
     */
    void settle(Request request, Response response) {
        Context context = grid.getContext();
        if (!owesCookie || !use.isOpen() || request.getContext() != context) {
            return;
        }
        owesCookie = false;
        if (context.getServletContext().getEffectiveSessionTrackingModes().contains(SessionTrackingMode.COOKIE)) {
            response.addSessionCookieInternal(
                    ApplicationSessionCookieConfig.createSessionCookie(context, id, request.isSecure()));
        }
    }

    /** Makes all changes so far safe; see {@link SessionUse}. */
    void commit(boolean alsoInPlace) {
        if (alsoInPlace) {
            keepLocalState();
        }
        asApplication(alsoInPlace ? use::commit : use::commitKnownChanges);
    }

    /**
     * Asks the grid, once; a session that turns out to have ended is let go of.
     *
     * <p>Tomcat's authenticators join the session of every request, whether the application wants it or not. Until that
     * was done, and the request has not come to the application, it is taken to exist: requests that never use it cost
     * nothing.
     */
    @Override
    public boolean isValid() {
        if (expiring || !isValid) {
            return expiring;
        }
        if (use.isOpen()) {
            return true;
        }
        RequestScope scope = RequestScope.current();
        if (!isEntered() && scope != null && !scope.hasArrived() && isAskedForAgain()) {
            return true;
        }
        try {
            isValid = use.isValid();
        } catch (SessionStoreException e) {
            if (!isEntered() && scope == null) {
                // Tomcat is looking for the application that has the session; the request itself will ask again.
                return true;
            }
            throw e;
        }
        if (!isValid) {
            use.close();
        }
        return isValid;
    }

    /** An authenticator that caches looks for the session first; one that does not, only to log in with it. */
    private boolean isAskedForAgain() {
        return grid.getContext().getAuthenticator() instanceof AuthenticatorBase authenticator
                && authenticator.getCache();
    }

    @Override
    protected boolean isValidInternal() {
        return isValid();
    }

    @Override
    public void access() {
        users.incrementAndGet();
        grid.lookUps().early().entered(this);
    }

    /** The request is over: commits what is left, touches the session if that is due, and lets go of it. */
    @Override
    public void endAccess() {
        isNew = false;
        if (users.decrementAndGet() > 0) {
            return;
        }
        keepLocalState();
        try {
            asApplication(use::close);
        } catch (SessionStoreException e) {
            RequestWarning.CHANGES_KEPT.log(e);
        }
    }

    /** A request that the stop of the application overtakes is closed all the same. */
    private void asApplication(Runnable work) {
        grid.runAsApplication(work);
    }

    /** Before the response leaves, because the next request may come before this one is over. */
    private void keepLocalState() {
        String key = use.id().key();
        if (local.isEmpty()) {
            grid.localStates().forget(key, local);
        } else if (use.isOpen()) {
            Duration life = use.unusedLife();
            grid.localStates().keep(key, local, grid.now().plus(life == null ? LONG : life));
        }
    }

    /** Ends the session in the grid first, so that nothing that goes wrong afterwards can leave it valid. */
    @Override
    public void expire(boolean notify) {
        if (expiring || !isValid()) {
            return;
        }
        // If another request was faster, it tells the listeners.
        use.end(() -> tellListeners(notify));
        isValid = false;
        grid.localStates().forget(use.id().key());
        use.close();
    }

    /** Tells the listeners of a session that has ended in the grid because it was past its time. */
    void tellOfExpiry() {
        tellListeners(true);
        grid.localStates().forget(use.id().key());
    }

    private void tellListeners(boolean notify) {
        principal = local.principal;
        super.expire(notify);
    }

    /** At the end of the session, a value that fails does not keep others from being told. */
    @Override
    protected void removeAttributeInternal(String name, boolean notify) {
        try {
            super.removeAttributeInternal(name, notify);
        } catch (RuntimeException | Error e) {
            if (isValid) {
                throw e;
            }
            log.log(Level.WARNING, "A value failed at the end of session " + use.id(), e);
        }
    }

    /** A new id of the same session, or the same id with another route. */
    @Override
    public void setId(String newId, boolean notify) {
        SessionId next = SessionId.parse(newId);
        if (next == null || !next.key().equals(use.id().key())) {
            throw new IllegalStateException(
                    "An id that Sessiongrid did not make cannot be the id of session " + use.id());
        }
        if (!next.equals(use.id())) {
            use.rotate(next);
        }
        id = grid.running().withRoute(next);
        presented = id;
        owesCookie = true;
    }

    /** True if Tomcat has left something here, or may have elsewhere, that belongs to this session. */
    private boolean hasContainerState() {
        return (grid.getPersistAuthentication() || !local.isEmpty()) && isValid();
    }

    /** The principal that the realm made here, as long as the grid does not say that somebody else is logged in. */
    @Override
    public @Nullable Principal getPrincipal() {
        if (!hasContainerState()) {
            return null;
        }
        Principal here = local.principal;
        if (!grid.getPersistAuthentication()) {
            return here;
        }
        Principal saved = login.principal();
        boolean same = here != null && saved != null && saved.getName().equals(here.getName());
        return same ? here : saved;
    }

    @Override
    public void setPrincipal(@Nullable Principal principal) {
        local.principal = principal;
        if (grid.getPersistAuthentication()) {
            login.setPrincipal(principal);
        }
    }

    @Override
    public @Nullable String getAuthType() {
        return grid.getPersistAuthentication() ? login.authenticationType() : local.authenticationType;
    }

    @Override
    public void setAuthType(@Nullable String type) {
        local.authenticationType = type;
        if (grid.getPersistAuthentication()) {
            login.setAuthenticationType(type);
        }
    }

    @Override
    public @Nullable Object getNote(String name) {
        if (!hasContainerState()) {
            return null;
        }
        if (!grid.getPersistAuthentication()) {
            return super.getNote(name);
        }
        return switch (name) {
            case Constants.FORM_REQUEST_NOTE -> login.interrupted();
            // The id by which this request found the session is the one that was given out last; only the route
            // differs.
            case Constants.SESSION_ID_NOTE -> login.expectsLogin() ? presented : null;
            default -> super.getNote(name);
        };
    }

    @Override
    public void setNote(String name, Object value) {
        super.setNote(name, value);
        if (grid.getPersistAuthentication()) {
            saveNote(name, value);
        }
    }

    @Override
    public void removeNote(String name) {
        super.removeNote(name);
        if (grid.getPersistAuthentication()) {
            saveNote(name, null);
        }
    }

    private void saveNote(String name, @Nullable Object value) {
        if (name.equals(Constants.FORM_REQUEST_NOTE)) {
            login.setInterrupted((SavedRequest) value);
        } else if (name.equals(Constants.SESSION_ID_NOTE)) {
            login.setExpectsLogin(value != null);
        }
    }

    /** Without the id, which is a credential. */
    @Override
    public String toString() {
        return "GridSession[" + use.id() + "]";
    }
}
