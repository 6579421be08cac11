package io.sessiongrid.jetty;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.session.AbstractSessionDataStore;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's view of the sessions of one context.
 *
 * <p>Under a {@link GridSessionCache}, sessions are found lazily and store their changes themselves; the methods of
 * Jetty's contract serve any other cache, and ids that something else made. A grid that does not answer is reported as
 * {@link SessionStoreException}, never as a session that is missing or unreadable: Jetty would end those for good.
 */
final class GridSessionDataStore extends AbstractSessionDataStore {
    private static final Logger log = System.getLogger(GridSessionDataStore.class.getName());

    private final JettyGrid grid;
    private @Nullable Sessions sessions;

    GridSessionDataStore(JettyGrid grid) {
        this.grid = grid;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ClassLoader application =
                _context.getContext() == null ? null : _context.getContext().getClassLoader();
        ClassLoader thread = Thread.currentThread().getContextClassLoader();
        ClassLoader ours = GridSessionDataStore.class.getClassLoader();
        sessions = grid.sessions(_context, Objects.requireNonNullElse(application, thread == null ? ours : thread));
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        sessions().close();
    }

    private Sessions sessions() {
        return Objects.requireNonNull(sessions, "The session data store was not started");
    }

    /** See {@link Sessions#onExpired}. */
    void onExpired(Consumer<GridSessionData> listener) {
        sessions().onExpired(use -> listener.accept(new GridSessionData(_context, use)));
    }

    /** False if the shape of a requested id says that it is the client's invention. */
    boolean mayHaveMade(String id) {
        return sessions().requestedId(id) != null;
    }

    /** A session that a client asks for; the grid is asked when it is first used. */
    GridSessionData find(String id) {
        return new GridSessionData(_context, sessions().find(idOf(id)));
    }

    /** A new session, which its first commit creates in the grid. */
    GridSessionData begin(String id, long maxInactiveMs) {
        return new GridSessionData(_context, sessions().create(idOf(id), Duration.ofMillis(maxInactiveMs)));
    }

    @Override
    public @Nullable SessionData doLoad(String id) {
        GridSessionData found = find(id);
        return found.exists() ? found : null;
    }

    @Override
    public void doStore(String id, SessionData data, long lastSaveTime) {
        if (data instanceof GridSessionData ours && ours.getId().equals(id)) {
            ours.use().commit();
        } else {
            restore(id, data);
        }
    }

    /** Makes the session in the grid what {@code data} is, times included. */
    private void restore(String id, SessionData data) {
        Duration maxInactiveInterval = Duration.ofMillis(data.getMaxInactiveMs());
        Instant accessed = data.getExpiry() > 0
                ? Instant.ofEpochMilli(data.getExpiry()).minus(maxInactiveInterval)
                : Instant.ofEpochMilli(data.getLastAccessed());
        SessionTimes times = new SessionTimes(
                Instant.ofEpochMilli(data.getCreated()), accessed, new Lifetime(maxInactiveInterval, Duration.ZERO));
        sessions().restore(idOf(id), times, data.getAllAttributes());
    }

    @Override
    public boolean doExists(String id) {
        SessionId wanted = idOf(id);
        if (sessions().isBeginning(wanted)) {
            return true;
        }
        try (SessionUse use = sessions().find(wanted)) {
            return use.isValid();
        }
    }

    @Override
    public boolean delete(String id) {
        try (SessionUse use = sessions().find(idOf(id))) {
            return use.isValid() && use.end();
        }
    }

    /** Those of the candidates that are gone; one about which the grid says nothing is not. */
    @Override
    public Set<String> doCheckExpired(Set<String> candidates, long time) {
        Set<String> expired = new HashSet<>();
        for (String id : candidates) {
            try {
                if (!doExists(id)) {
                    expired.add(id);
                }
            } catch (SessionStoreException e) {
                log.log(Level.WARNING, "Could not learn whether a session has expired", e);
            }
        }
        return expired;
    }

    /** None: Jetty need not look for them, the sweep of {@link Sessions} does. */
    @Override
    public Set<String> doGetExpired(long before) {
        return Set.of();
    }

    @Override
    public void doCleanOrphans(long time) {
        // Sessions of contexts that nobody runs leave the grid by their time to live.
    }

    @Override
    public boolean isPassivating() {
        return false;
    }

    private static SessionId idOf(String text) {
        SessionId id = SessionId.parse(text);
        return id == null ? SessionId.foreign(text) : id;
    }
}
