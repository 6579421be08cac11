package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.MemoryStore.Call;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A server whose clock is ten minutes off")
class SkewedClockTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer skewed = new AppServer(grid, AppServer.sticky());

    @Tag("G7")
    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void keepsASessionAliveThatItMadeAndTrusts(int minutes) {
        skewed.clock.forward(Duration.ofMinutes(minutes));
        SessionId id = skewed.session();
        grid.forgetCounts();

        forward(Duration.ofMinutes(1));
        trusts(id);

        assertThat(grid.count(Call.OPEN)).isZero();
        assertThat(grid.record(id).times().lastAccessedTime()).isEqualTo(gridClock.instant());
    }

    @Tag("G4")
    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void trustsNoSessionPastItsTime(int minutes) {
        skewed.clock.forward(Duration.ofMinutes(minutes));
        SessionId id = skewed.session();

        forward(Duration.ofMinutes(31));

        assertThat(trusts(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void tellsTheTimesOfASessionByTheClockOfTheGrid(int minutes) {
        skewed.clock.forward(Duration.ofMinutes(minutes));
        SessionId id = skewed.session();
        var made = gridClock.instant();
        forward(Duration.ofSeconds(5));

        try (SessionUse next = skewed.sessions.find(id)) {
            assertThat(next.creationTime()).isEqualTo(made);
            assertThat(next.lastAccessedTime()).isEqualTo(made);
        }
        try (SessionUse another = skewed.sessions.create(skewed.sessions.newId(), AppServer.HALF_AN_HOUR)) {
            assertThat(another.creationTime()).isEqualTo(gridClock.instant());
        }
    }

    private boolean trusts(SessionId id) {
        try (SessionUse use = skewed.sessions.find(id)) {
            use.enter(true);
            return use.isValid();
        }
    }

    private void forward(Duration time) {
        gridClock.forward(time);
        skewed.clock.forward(time);
    }
}
