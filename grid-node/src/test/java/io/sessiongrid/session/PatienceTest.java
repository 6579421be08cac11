package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A request's patience")
@Tag("G10")
class PatienceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private long now;
    private final Patience patience = new Patience(() -> now);

    @Test
    void isTheTimeoutForWhoeverHasNone() {
        Patience.waited(TIMEOUT.toNanos());

        assertThat(Patience.left(TIMEOUT)).isEqualTo(TIMEOUT);
    }

    @Test
    void isLessByWhatTheRequestHasWaited() {
        assertThat(leftAfter(Duration.ofMillis(500))).hasMillis(1500);
        assertThat(leftAfter(Duration.ofMillis(500))).hasMillis(1000);
    }

    @Test
    void isATwentiethForEachFurtherCallWhenItIsUsedUp() {
        assertThat(leftAfter(Duration.ofSeconds(3))).hasMillis(100);
    }

    @Test
    void comesBackWithTheTime() {
        assertThat(leftAfter(Duration.ofSeconds(2))).hasMillis(100);
        now += Duration.ofSeconds(10).toNanos();
        assertThat(leftAfter(Duration.ZERO)).hasMillis(1000);
        now += Duration.ofMinutes(1).toNanos();
        assertThat(leftAfter(Duration.ZERO)).isEqualTo(TIMEOUT);
    }

    @Test
    void isNotThatOfAnotherRequestOnTheSameThread() {
        Duration left = patience.during(() -> {
            assertThat(new Patience().during(() -> waitAndTell(TIMEOUT))).isLessThan(TIMEOUT);
            return Patience.left(TIMEOUT);
        });

        assertThat(left).isEqualTo(TIMEOUT);
    }

    private Duration leftAfter(Duration wait) {
        return patience.during(() -> waitAndTell(wait));
    }

    private static Duration waitAndTell(Duration wait) {
        Patience.waited(wait.toNanos());
        return Patience.left(TIMEOUT);
    }
}
