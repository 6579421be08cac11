package io.sessiongrid.web;

import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.TouchListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Touches that the grid did not confirm. They are sent again until it does, because the request that used the session
 * may have been the last one for long (G7). Thread-safe.
 */
final class LostTouches {
    /** In one step, so that a grid that has come back is not flooded; more only if that is their share. */
    private static final int MOST_AT_ONCE = 200;

    /** One in so many of those that wait goes out in one step, so that twice as many take little longer. */
    private static final int SHARE = 10;

    private final Sessions application;

    /** When each session was used, by this server's own clock; the one that was tried last comes last. */
    private final Map<String, Instant> used = new LinkedHashMap<>();

    LostTouches(Sessions application) {
        this.application = application;
    }

    synchronized void add(String key, Instant usedAt) {
        used.merge(key, usedAt, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Some of them. A session that has ended meanwhile is forgotten. Nobody waits. */
    void sendAgain() {
        next(Math.max(MOST_AT_ONCE, waiting() / SHARE)).forEach(this::sendAgain);
    }

    /** All of them, once: this server is to stop. */
    void sendAll() {
        next(Integer.MAX_VALUE).forEach(this::sendAgain);
    }

    private synchronized int waiting() {
        return used.size();
    }

    private synchronized Map<String, Instant> next(int most) {
        Map<String, Instant> next = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, Instant>> all = used.entrySet().iterator();
                all.hasNext() && next.size() < most; ) {
            Map.Entry<String, Instant> each = all.next();
            next.put(each.getKey(), each.getValue());
            all.remove();
        }
        return next;
    }

    private void sendAgain(String key, Instant usedAt) {
        Duration ago = Duration.between(usedAt, application.clock().own());
        application.store().touch(key, ago, new TouchListener() {
            @Override
            public void touched(SessionTimes times, Instant now) {
                LiveSession used = application.live().used(key);
                if (used != null) {
                    used.touches().answered(times, now);
                }
            }

            @Override
            public void gone() {
                application.live().distrust(key);
            }

            @Override
            public void lost() {
                add(key, usedAt);
            }
        });
    }
}
