package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each of these was once a way to end a session early. */
@DisplayName("A request that uses a session with little time left")
class KeptAliveTest extends SweptServers {
    private static final SessionRules SLOW = AppServer.timed(AppServer.TIMEOUT, Duration.ZERO, Duration.ofSeconds(30));

    private void thirtySecondsPass() {
        for (int second = 0; second < 30; second++) {
            forward(Duration.ofSeconds(1));
            await().during(Duration.ofMillis(60)).until(() -> true);
        }
    }

    private void both(AppServer server, Duration time) {
        forward(time);
        server.clock.forward(time);
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveThatIsFirstUsedAgainAtItsLastMoment() {
        AppServer slow = new AppServer(grid, SLOW);
        SessionId id = slow.sessionWith("cart", "book");
        both(slow, Duration.ofMillis(59_900));
        assertThat(slow.knows(id)).isTrue();
        both(slow, AppServer.HALF_AN_HOUR.minusMillis(100));
        slow.sessions.onExpired(this::tell);
        try (SessionUse use = slow.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            both(slow, Duration.ofMillis(300));
            elsewhere.sessions.onExpired(this::tell);
            await().during(Duration.ofMillis(400)).until(() -> true);
            assertThat(told).isEmpty();
            use.setAttribute("cart", "pen");
            use.commit();
            assertThat(use.isValid()).isTrue();
        } finally {
            slow.sessions.close();
        }
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveThatLivesForASecondOnly() {
        AppServer slow = new AppServer(grid, SLOW);
        slow.sessions.onExpired(this::tell);
        SessionId id = slow.sessions.newId();
        try (SessionUse use = slow.sessions.create(id, Duration.ofSeconds(1))) {
            use.setAttribute("cart", "book");
        }
        forward(Duration.ofMillis(500));
        slow.clock.forward(Duration.ofMillis(500));
        try (SessionUse use = slow.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            forward(Duration.ofMillis(600));
            slow.clock.forward(Duration.ofMillis(600));
            use.setAttribute("cart", "pen");
            use.commit();
            assertThat(use.isValid()).isTrue();
        } finally {
            slow.sessions.close();
        }
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveThoughTheTouchAfterAShorteningWasLost() {
        SessionId id = here.sessionWith("cart", "book");
        here.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            forward(Duration.ofSeconds(5));
            try (SessionUse other = elsewhere.sessions.find(id)) {
                other.setMaxInactiveInterval(Duration.ofSeconds(10));
                grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);
            }
            thirtySecondsPass();
            assertThat(told).isEmpty();
            assertThat(elsewhere.knows(id)).isTrue();
        }
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveThoughItDidNotHearOfAShortening() {
        SessionStore deaf = (SessionStore) Proxy.newProxyInstance(
                SessionStore.class.getClassLoader(), new Class<?>[] {SessionStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("tellOfShorterLife")) {
                        return null;
                    }
                    try {
                        return method.invoke(grid, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        MovingClock clock = new MovingClock();
        Sessions shortening = new Sessions(
                deaf, AppServer.rules(), new CountingCodec(), getClass().getClassLoader(), clock, new SessionMeters());
        SessionId id = here.sessionWith("cart", "book");
        here.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            try (SessionUse other = shortening.find(id)) {
                other.setMaxInactiveInterval(Duration.ofSeconds(10));
            }
            grid.loseRevocations();
            thirtySecondsPass();
            assertThat(told).isEmpty();
        } finally {
            shortening.close();
        }
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveThoughTheServerThatShortenedItKnewOfNoLongerLife() {
        SessionId id = here.sessions.newId();
        try (SessionUse use = here.sessions.create(id, Duration.ofSeconds(10))) {
            use.setAttribute("cart", "book");
        }
        here.sessions.onExpired(this::tell);
        elsewhere.sessions.onExpired(this::tell);
        SessionUse late = elsewhere.sessions.find(id);
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(late.isValid()).isTrue();
            use.setMaxInactiveInterval(Duration.ofHours(1));
            use.commit();
            late.setMaxInactiveInterval(Duration.ofSeconds(10));
            late.close();
            thirtySecondsPass();
            assertThat(told).isEmpty();
        }
    }

    @Tag("G7")
    @Test
    void keepsASessionAliveThoughTheServerThatShortenedItGotNoAnswer() {
        SessionId id = here.sessionWith("cart", "book");
        here.sessions.onExpired(this::tell);
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.isValid()).isTrue();
            elsewhere.closeInVain(id, Fault.ANSWER_LOST, other -> other.setMaxInactiveInterval(Duration.ofSeconds(10)));
            for (int second = 0; second < 30; second++) {
                forward(Duration.ofSeconds(1));
                await().until(() -> grid.record(id).times().lastAccessedTime().equals(gridClock.instant()));
            }
        }
        assertThat(told).isEmpty();
    }
}
