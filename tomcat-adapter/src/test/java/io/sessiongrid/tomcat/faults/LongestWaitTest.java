package io.sessiongrid.tomcat.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("How long a request may take")
@Tag("G10")
class LongestWaitTest {
    @Test
    void isLittleMoreThanTheTimeoutAndLessThanTwo() {
        assertThat(LongestWait.of(List.of("read"), Duration.ZERO))
                .isBetween(Duration.ofMillis(2_300), Duration.ofMillis(3_000));
    }

    @Test
    void includesWhatTheApplicationWaitsItself() {
        Duration without = LongestWait.of(List.of("read"), Duration.ZERO);

        assertThat(LongestWait.of(List.of("wait:100", "set:a:1", "wait:100"), Duration.ZERO))
                .isEqualTo(without.plusMillis(220));
    }

    @Test
    void isMoreOnAMachineThatIsBehindWithItsWork() {
        Duration idle = LongestWait.of(List.of("read"), Duration.ZERO);

        assertThat(LongestWait.of(List.of("read"), Duration.ofSeconds(1))).isGreaterThan(idle.plusSeconds(2));
    }

    @Test
    void isMeasuredByAThreadThatSleeps() {
        try (Starvation starvation = new Starvation()) {
            long begun = System.nanoTime();
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            System.nanoTime() - begun > Duration.ofMillis(300).toNanos());

            Duration starved = starvation.between(begun, System.nanoTime());

            // Any machine wakes a thread a little too late; one that never does measures nothing.
            assertThat(starved).isPositive().isLessThan(Duration.ofNanos(System.nanoTime() - begun));
            assertThat(starvation.longest()).isPositive();
        }
    }
}
