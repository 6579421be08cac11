package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One app server that runs the application, with a clock and a codec of its own. */
final class AppServer {
    static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    /** Of a sweep: as short as may be, because no test waits for it otherwise. */
    static final Duration TURN = Duration.ofMillis(100);

    static final Duration TIMEOUT = Duration.ofSeconds(5);

    final MovingClock clock = new MovingClock();
    final CountingCodec codec = new CountingCodec();
    final SessionMeters meters = new SessionMeters();
    final Sessions sessions;
    private final MemoryStore grid;

    AppServer(MemoryStore grid) {
        this(grid, rules());
    }

    AppServer(MemoryStore grid, SessionRules rules) {
        this.grid = grid;
        sessions = new Sessions(grid, rules, codec, AppServer.class.getClassLoader(), clock, meters);
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

    static SessionRules keepingCopiesFor(Duration idle) {
        return rules(false, ChangeDetection.AUTO, UnreadableAttributes.ABSENT, null, idle);
    }

    static SessionRules principal(String attribute) {
        return rules(false, ChangeDetection.AUTO, UnreadableAttributes.ABSENT, attribute);
    }

    static SessionRules timed(Duration timeout, Duration maxLifetime, Duration sweepInterval) {
        SessionRules others = rules();
        return new SessionRules(
                timeout,
                others.sticky(),
                others.touchInterval(),
                others.detectChanges(),
                others.unreadableAttributes(),
                others.maxLiveSessions(),
                others.liveSessionIdle(),
                others.principalAttribute(),
                maxLifetime,
                sweepInterval,
                null);
    }

    /** A server that goes on with so many sessions while the grid is away. */
    static SessionRules local(int most) {
        return new SessionRules(
                TIMEOUT,
                false,
                null,
                ChangeDetection.AUTO,
                UnreadableAttributes.ABSENT,
                1_000L,
                Duration.ofMinutes(10),
                null,
                Duration.ZERO,
                TURN,
                most);
    }

    private static SessionRules rules(
            boolean sticky, ChangeDetection detection, UnreadableAttributes unreadable, @Nullable String principal) {
        return rules(sticky, detection, unreadable, principal, Duration.ofMinutes(10));
    }

    private static SessionRules rules(
            boolean sticky,
            ChangeDetection detection,
            UnreadableAttributes unreadable,
            @Nullable String principal,
            Duration liveSessionIdle) {
        return new SessionRules(
                TIMEOUT,
                sticky,
                null,
                detection,
                unreadable,
                1_000L,
                liveSessionIdle,
                principal,
                Duration.ZERO,
                TURN,
                null);
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

    /** A commit that fails. */
    void commitInVain(SessionUse use, Fault fault) {
        grid.failNext(Call.COMMIT, fault);
        assertThatThrownBy(use::commit).isInstanceOf(SessionStoreException.class);
    }

    /** A request that changes something and whose only commit fails. */
    void closeInVain(SessionId id, Fault fault, Consumer<SessionUse> change) {
        SessionUse use = sessions.find(id);
        change.accept(use);
        grid.failNext(Call.COMMIT, fault);
        assertThatThrownBy(use::close).isInstanceOf(SessionStoreException.class);
    }

    @SuppressWarnings("unchecked")
    static List<String> listIn(SessionUse use, String name) {
        return (List<String>) Objects.requireNonNull(use.attribute(name));
    }
}
