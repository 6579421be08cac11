package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A steady clock")
class SteadyClockTest {
    private final MovingClock computer = new MovingClock();

    /** Passes the greatest number at once, as {@link System#nanoTime} may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);

    private final Instant start = computer.instant();
    private final SteadyClock clock = new SteadyClock(computer, nanos::get);

    @Test
    void isSetByTheComputer() {
        assertThat(clock.instant()).isEqualTo(start);
    }

    @Test
    void runs() {
        nanos.addAndGet(Duration.ofDays(1000).toNanos());

        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofDays(1000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void doesNotJumpWithTheClockOfTheComputer(int minutes) {
        computer.forward(Duration.ofMinutes(minutes));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(clock.instant()).isEqualTo(start.plusSeconds(1));
    }
}
