package io.sessiongrid.jetty;

import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.SessionUse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * The data of a session as one request uses it.
 *
 * <p>Where the application is the caller, a grid that does not answer becomes an exception that Jetty answers with
 * status 503 (G12).
 */
final class GridSessionData extends SessionData {
    private static final long serialVersionUID = 1;

    private final transient SessionUse use;
    private transient @Nullable SessionStoreException failure;

    GridSessionData(SessionContext context, SessionUse use) {
        super(use.id().text(), context.getCanonicalContextPath(), context.getVhost(), 0, 0, 0, -1);
        this.use = use;
        setLastSaved(use.isNew() ? 0 : 1);
    }

    SessionUse use() {
        return use;
    }

    /** Asks the grid unless that was done before. */
    boolean exists() {
        return asked(use::isValid);
    }

    /** As {@link SessionUse#end(Runnable)}. */
    boolean end(Runnable told) {
        return asked(() -> use.end(told));
    }

    /** True if the grid has failed to answer during this use. */
    boolean hasFailed() {
        return failure != null;
    }

    /** For the application: a grid that does not answer is a server that is not available. */
    <T extends @Nullable Object> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (SessionStoreException e) {
            failure = e;
            throw new HttpException.RuntimeException(
                    HttpStatus.SERVICE_UNAVAILABLE_503, "The session grid did not answer", e);
        }
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return SavedForm.read(name, asked(() -> use.attribute(name)));
    }

    @Override
    public Set<String> getKeys() {
        return asked(use::attributeNames);
    }

    @Override
    public @Nullable Object setAttribute(String name, @Nullable Object value) {
        Objects.requireNonNull(name, "attribute name");
        return SavedForm.read(
                name,
                asked(() ->
                        value == null ? use.removeAttribute(name) : use.setAttribute(name, SavedForm.stored(value))));
    }

    @Override
    public void putAllAttributes(Map<String, Object> attributes) {
        attributes.forEach(this::setAttribute);
    }

    @Override
    public void clearAllAttributes() {
        getKeys().forEach(name -> setAttribute(name, null));
    }

    @Override
    public Map<String, Object> getAllAttributes() {
        Map<String, Object> all = new HashMap<>();
        for (String name : getKeys()) {
            Object value = getAttribute(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        return all;
    }

    /** Changes in place show only when they are looked for. */
    @Override
    public boolean isDirty() {
        return true;
    }

    @Override
    public long getCreated() {
        return asked(use::creationTime).toEpochMilli();
    }

    @Override
    public long getLastAccessed() {
        return asked(use::lastAccessedTime).toEpochMilli();
    }

    /** When this request entered the session; before that, when an earlier one did. */
    @Override
    public long getAccessed() {
        return super.getAccessed() == 0 ? getLastAccessed() : super.getAccessed();
    }

    @Override
    public long getExpiry() {
        return getMaxInactiveMs() <= 0 ? 0 : getLastAccessed() + getMaxInactiveMs();
    }

    /** Minus one for a session that never expires. */
    @Override
    public long getMaxInactiveMs() {
        return Math.max(-1, asked(use::maxInactiveInterval).toMillis());
    }

    @Override
    public void setMaxInactiveMs(long maxInactiveMs) {
        Duration interval = Duration.ofMillis(maxInactiveMs);
        asked(() -> {
            use.setMaxInactiveInterval(interval);
            return interval;
        });
    }

    /** Never by the clock of this server: the grid says which sessions there are (G7). */
    @Override
    public boolean isExpiredAt(long time) {
        return false;
    }

    @Override
    public void calcAndSetExpiry() {
        // See isExpiredAt.
    }

    @Override
    public void calcAndSetExpiry(long time) {
        // See isExpiredAt.
    }

    /** Without the id, which is a credential. */
    @Override
    public String toString() {
        return "session " + use.id();
    }
}
