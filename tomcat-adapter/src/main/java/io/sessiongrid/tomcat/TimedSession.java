package io.sessiongrid.tomcat;

import io.sessiongrid.web.SessionUse;
import java.time.Duration;
import org.apache.catalina.Manager;
import org.apache.catalina.session.StandardSession;

/** Of a session the times, which are the grid's and not this server's. */
abstract class TimedSession extends StandardSession {
    private static final long serialVersionUID = 1;

    private final transient SessionUse use;

    TimedSession(Manager manager, SessionUse use) {
        super(manager);
        this.use = use;
    }

    /** True if a request is using the session now. */
    abstract boolean isEntered();

    @Override
    public long getCreationTimeInternal() {
        return use.creationTime().toEpochMilli();
    }

    @Override
    public long getCreationTime() {
        requireValid();
        return getCreationTimeInternal();
    }

    @Override
    public long getLastAccessedTimeInternal() {
        return use.lastAccessedTime().toEpochMilli();
    }

    @Override
    public long getLastAccessedTime() {
        requireValid();
        return getLastAccessedTimeInternal();
    }

    @Override
    public long getThisAccessedTimeInternal() {
        return isEntered() ? use.now().toEpochMilli() : getLastAccessedTimeInternal();
    }

    @Override
    public long getThisAccessedTime() {
        requireValid();
        return getThisAccessedTimeInternal();
    }

    @Override
    public long getIdleTimeInternal() {
        return use.now().toEpochMilli() - getLastAccessedTimeInternal();
    }

    private void requireValid() {
        if (!isValid()) {
            throw new IllegalStateException("Session " + use.id() + " has ended");
        }
    }

    /** Minus one for a session that never expires. */
    @Override
    public int getMaxInactiveInterval() {
        long seconds = use.maxInactiveInterval().toSeconds();
        return seconds <= 0 ? -1 : (int) Math.min(Integer.MAX_VALUE, seconds);
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        use.setMaxInactiveInterval(Duration.ofSeconds(seconds));
    }
}
