package io.sessiongrid.web;

import io.sessiongrid.session.SessionId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One app server that runs the application, with a clock and a codec of its own. */
final class AppServer {
    static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    final MovingClock clock = new MovingClock();
    final CountingCodec codec = new CountingCodec();
    final Sessions sessions;

    AppServer(MemoryStore grid) {
        this(grid, rules());
    }

    AppServer(MemoryStore grid, SessionRules rules) {
        sessions = new Sessions(grid, rules, codec, AppServer.class.getClassLoader(), clock);
    }

    static SessionRules rules() {
        return rules(false, ChangeDetection.AUTO, UnreadableAttributes.ABSENT, null);
    }

    static SessionRules sticky() {
        return rules(true, ChangeDetection.AUTO, UnreadableAttributes.ABSENT, null);
    }

    static SessionRules detecting(ChangeDetection detection) {
        return rules(false, detection, UnreadableAttributes.ABSENT, null);
    }

    static SessionRules unreadable(UnreadableAttributes unreadable) {
        return rules(false, ChangeDetection.AUTO, unreadable, null);
    }

    static SessionRules principal(String attribute) {
        return rules(false, ChangeDetection.AUTO, UnreadableAttributes.ABSENT, attribute);
    }

    private static SessionRules rules(
            boolean sticky, ChangeDetection detection, UnreadableAttributes unreadable, @Nullable String principal) {
        return new SessionRules(
                Duration.ofSeconds(5), sticky, null, detection, unreadable, 1_000L, Duration.ofMinutes(10), principal);
    }

    /** A session that lives in the grid, with this attribute. */
    SessionId sessionWith(String name, Object value) {
        SessionId id = sessions.newId();
        try (SessionUse use = sessions.create(id, HALF_AN_HOUR)) {
            use.setAttribute(name, value);
        }
        return id;
    }

    SessionId session() {
        return sessionWith("made", "here");
    }

    /** What a request sees. */
    @Nullable
    Object read(SessionId id, String name) {
        try (SessionUse use = sessions.find(id)) {
            return use.attribute(name);
        }
    }

    /** A request that sets one attribute. */
    void set(SessionId id, String name, Object value) {
        try (SessionUse use = sessions.find(id)) {
            use.setAttribute(name, value);
        }
    }

    void remove(SessionId id, String name) {
        try (SessionUse use = sessions.find(id)) {
            use.removeAttribute(name);
        }
    }

    boolean knows(SessionId id) {
        try (SessionUse use = sessions.find(id)) {
            return use.isValid();
        }
    }
}
