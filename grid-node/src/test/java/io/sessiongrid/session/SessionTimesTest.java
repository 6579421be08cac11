package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A session by its times")
class SessionTimesTest {
    private static final Instant ACCESSED = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant CREATED = ACCESSED.minusSeconds(100);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final SessionTimes times = lasting(Duration.ofMinutes(30));

    @Tag("G7")
    @Test
    void isAliveUntilIntervalAndTouchIntervalHavePassed() {
        assertThat(times.isExpiredAt(ACCESSED.plusSeconds(31 * 60).minus(MILLI)))
                .isFalse();
    }

    @Tag("G7")
    @Test
    void isExpiredFromThatVeryMomentOn() {
        assertThat(times.isExpiredAt(ACCESSED.plusSeconds(31 * 60))).isTrue();
        assertThat(times.isExpiredAt(ACCESSED.plusSeconds(31 * 60).plus(MILLI))).isTrue();
    }

    @Test
    void neverExpiresWithAnIntervalOfZeroOrLess() {
        Instant inAThousandYears = ACCESSED.plus(Duration.ofDays(365_000));

        assertThat(lasting(Duration.ZERO).isExpiredAt(inAThousandYears)).isFalse();
        assertThat(lasting(Duration.ofSeconds(-1)).isExpiredAt(inAThousandYears))
                .isFalse();
    }

    @Test
    void expiresWithAnIntervalOfAMillisecond() {
        assertThat(lasting(MILLI).isExpiredAt(ACCESSED.plusSeconds(60))).isFalse();
        assertThat(lasting(MILLI).isExpiredAt(ACCESSED.plusSeconds(60).plus(MILLI)))
                .isTrue();
    }

    @Test
    void livesForTheLongestIntervalThatAServletCanAskFor() {
        SessionTimes longest = lasting(Duration.ofSeconds(Integer.MAX_VALUE));

        assertThat(longest.isExpiredAt(ACCESSED.plusSeconds(Integer.MAX_VALUE))).isFalse();
        assertThat(longest.isExpiredAt(ACCESSED.plusSeconds(Integer.MAX_VALUE + 60L)))
                .isTrue();
    }

    @Test
    void needsNoTouchWithinTheTouchInterval() {
        assertThat(times.isTouchDueAt(ACCESSED.plusSeconds(60).minus(MILLI))).isFalse();
    }

    @Test
    void needsATouchFromTheTouchIntervalOn() {
        assertThat(times.isTouchDueAt(ACCESSED.plusSeconds(60))).isTrue();
    }

    @Test
    void movesItsLastAccessedTimeForwardOnly() {
        assertThat(times.accessedAt(ACCESSED.plus(MILLI)).lastAccessedTime()).isEqualTo(ACCESSED.plus(MILLI));
        assertThat(times.accessedAt(ACCESSED)).isSameAs(times);
        assertThat(times.accessedAt(ACCESSED.minus(MILLI))).isSameAs(times);
    }

    @Test
    void keepsItsCreationTimeWhateverHappens() {
        SessionTimes changed = times.accessedAt(ACCESSED.plusSeconds(1)).with(new Lifetime(MILLI, MILLI));

        assertThat(changed.creationTime()).isEqualTo(CREATED);
    }

    private static SessionTimes lasting(Duration maxInactiveInterval) {
        return new SessionTimes(CREATED, ACCESSED, new Lifetime(maxInactiveInterval, Duration.ofMinutes(1)));
    }
}
