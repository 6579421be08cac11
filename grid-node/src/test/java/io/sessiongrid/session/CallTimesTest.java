package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The times of calls")
class CallTimesTest {
    private static final long MILLI = 1_000_000;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final CallTimes times = new CallTimes();

    @Test
    void areNoneAtFirst() {
        assertThat(times.count()).isZero();
        assertThat(times.within(0.99)).isZero();
        assertThat(times.longest(MINUTE)).isZero();
    }

    @Test
    void tellQuantilesBetweenTheNearestBounds() {
        IntStream.rangeClosed(1, 1_000).forEach(i -> times.record(i * MILLI / 10, MINUTE));

        assertThat(times.count()).isEqualTo(1_000);
        assertThat(times.total()).isEqualTo(Duration.ofNanos(500_500 * MILLI / 10));
        assertThat(times.within(0.5)).isBetween(Duration.ofMillis(48), Duration.ofMillis(52));
        assertThat(times.within(0.99)).isBetween(Duration.ofMillis(96), Duration.ofMillis(100));
    }

    @Test
    void countACallBeyondAllBounds() {
        times.record(Duration.ofMinutes(5).toNanos(), MINUTE);

        assertThat(times.within(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(times.longest(MINUTE)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void forgetTheLongestCallOfTwoMinutesAgo() {
        times.record(9 * MILLI, 10 * MINUTE);
        times.record(3 * MILLI, 11 * MINUTE);

        assertThat(times.longest(11 * MINUTE)).isEqualTo(Duration.ofMillis(9));
        assertThat(times.longest(12 * MINUTE)).isEqualTo(Duration.ofMillis(3));
        assertThat(times.longest(13 * MINUTE)).isZero();
    }

    @Test
    void areToldToListenersUntilTheyHaveEnough() {
        List<Long> heard = new ArrayList<>();
        Runnable enough = times.listen(heard::add);

        times.record(MILLI, MINUTE);
        enough.run();
        times.record(2 * MILLI, MINUTE);

        assertThat(heard).containsExactly(MILLI);
    }
}
