package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing else happens on it, so that no answer of the grid puts anything right. */
@DisplayName("A quiet server on a computer whose clock jumps")
class JumpingClockTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final MovingClock computer = new MovingClock();
    private final AtomicLong nanos = new AtomicLong();
    private final Sessions sessions = new Sessions(
            grid,
            AppServer.sticky(),
            new CountingCodec(),
            getClass().getClassLoader(),
            new SteadyClock(computer, nanos::get),
            new SessionMeters());

    @AfterEach
    void stop() {
        sessions.close();
    }

    @Tag("G7")
    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void touchesASessionAsSoonAsThatIsDue(int minutes) {
        SessionId id = session();
        grid.forgetCounts();

        computer.forward(Duration.ofMinutes(minutes));
        forward(Duration.ofMinutes(1));
        use(id);

        assertThat(grid.count(Call.OPEN)).isZero();
        assertThat(grid.record(id).times().lastAccessedTime()).isEqualTo(gridClock.instant());
    }

    @Tag("G7")
    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void countsATouchThatWasLostFromTheUse(int minutes) {
        SessionId id = session();
        forward(Duration.ofMinutes(2));
        Instant used = gridClock.instant();
        grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);
        use(id);

        computer.forward(Duration.ofMinutes(minutes));
        forward(Duration.ofMinutes(20));
        sessions.onExpired(unused -> {});

        await().until(() -> grid.record(id).times().lastAccessedTime().equals(used));
    }

    private SessionId session() {
        SessionId id = sessions.newId();
        try (SessionUse use = sessions.create(id, AppServer.HALF_AN_HOUR)) {
            use.setAttribute("cart", "book");
        }
        return id;
    }

    private void use(SessionId id) {
        try (SessionUse use = sessions.find(id)) {
            use.enter(true);
            assertThat(use.isValid()).isTrue();
        }
    }

    private void forward(Duration time) {
        gridClock.forward(time);
        nanos.addAndGet(time.toNanos());
    }
}
