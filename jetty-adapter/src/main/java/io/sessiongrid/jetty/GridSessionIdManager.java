package io.sessiongrid.jetty;

import io.sessiongrid.session.SessionId;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/** Makes ids of a stable key and a rotating secret, and keeps contexts that share an id in step. */
final class GridSessionIdManager extends DefaultSessionIdManager {
    private static final String WORKER_VARIABLE = "JETTY_WORKER_INSTANCE";

    private final SecureRandom secure = new SecureRandom();
    private volatile Supplier<SessionId> ids = () -> SessionId.generate(secure);
    private boolean named;

    GridSessionIdManager(Server server) {
        super(server);
    }

    @Override
    public void setWorkerName(@Nullable String workerName) {
        super.setWorkerName(workerName);
        named = workerName != null && !workerName.isBlank();
    }

    /** Jetty names every server {@code node0} that nobody has named; such a route would lead anywhere. */
    boolean hasNoRoute() {
        return !named && System.getenv(WORKER_VARIABLE) == null;
    }

    @Override
    protected void doStart() throws Exception {
        if (hasNoRoute()) {
            setWorkerName("");
        }
        super.doStart();
    }

    /** From now on, ids of new sessions come from here. */
    void takeFrom(Supplier<SessionId> source) {
        ids = source;
    }

    @Override
    public String newSessionId(long seedTerm) {
        return ids.get().text();
    }

    /** The id that follows {@code oldId}: of the same key, unless something else made the old one. */
    String renewed(String oldId) {
        SessionId id = SessionId.parse(oldId);
        return id == null ? newSessionId(0) : id.withNewSecret(secure).text();
    }

    /** Strips the route. Our ids hold no dot, so it begins at the first. */
    @Override
    public String getId(String extendedId) {
        int dot = extendedId.indexOf('.');
        return dot < 0 ? extendedId : extendedId.substring(0, dot);
    }

    @Override
    public String renewSessionId(String oldId, String oldExtendedId, Request request) {
        String newId = renewed(oldId);
        for (SessionManager manager : getSessionManagers()) {
            renew(manager, oldId, oldExtendedId, newId, request);
        }
        return newId;
    }

    /** After one context has renewed an id, the others that have a session of that id follow. */
    void renewElsewhere(SessionManager done, String oldId, String oldExtendedId, String newId, Request request) {
        for (SessionManager manager : getSessionManagers()) {
            if (manager != done) {
                renew(manager, oldId, oldExtendedId, newId, request);
            }
        }
    }

    private void renew(SessionManager manager, String oldId, String oldExtendedId, String newId, Request request) {
        if (manager.getSessionCache() instanceof GridSessionCache cache) {
            cache.renew(oldId, newId, getExtendedId(newId, request));
            return;
        }
        try {
            manager.renewSessionId(oldId, oldExtendedId, newId, getExtendedId(newId, request));
        } catch (Exception e) {
            throw new IllegalStateException("Could not renew the session id in a context with sessions of its own", e);
        }
    }

    /** After one context has ended a session, the others that have a session of that id follow. */
    void invalidateElsewhere(SessionManager done, String id) throws Exception {
        for (SessionManager manager : getSessionManagers()) {
            if (manager != done) {
                manager.invalidate(id);
            }
        }
    }
}
