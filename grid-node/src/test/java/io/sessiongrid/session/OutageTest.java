package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("An outage")
@Tag("G12")
class OutageTest {
    private static final Instant BEGAN = Instant.parse("2026-11-27T10:00:00Z");
    private static final Lifetime HALF_AN_HOUR = new Lifetime(Duration.ofMinutes(30), Duration.ofMinutes(1));
    private static final Outage HOUR = new Outage(BEGAN, after(60));

    @Test
    void takesNoTimeOfASessionThatLivedWhenItBegan() {
        SessionTimes forgiven = HOUR.forgivenTo(lastUsed(-20));

        assertThat(forgiven.lastAccessedTime()).isEqualTo(after(40));
        assertThat(forgiven.isExpiredAt(after(70))).isFalse();
        assertThat(forgiven.isExpiredAt(after(71))).isTrue();
    }

    @Test
    void isMadeGoodOnce() {
        SessionTimes forgiven = HOUR.forgivenTo(lastUsed(-20));

        assertThat(HOUR.forgivenTo(forgiven)).isEqualTo(forgiven);
    }

    @Test
    void revivesNoSessionThatHadEndedWhenItBegan() {
        SessionTimes before = lastUsed(-31);

        assertThat(HOUR.forgivenTo(before)).isEqualTo(before);
    }

    /** The last sign of life of the servers is not their last use of a session. */
    @Test
    void isMadeGoodToASessionThatWasUsedInItsFirstMoment() {
        SessionTimes times = new SessionTimes(after(-100), BEGAN.plusSeconds(14), HALF_AN_HOUR);

        assertThat(HOUR.forgivenTo(times).lastAccessedTime()).isEqualTo(after(60));
    }

    @Test
    void isMadeGoodOnceThoughItWasAsLongAsASessionLives() {
        Outage half = new Outage(BEGAN, after(30));

        SessionTimes forgiven = half.forgivenTo(lastUsed(-30));

        assertThat(forgiven.lastAccessedTime()).isEqualTo(BEGAN.plusSeconds(15));
        assertThat(half.forgivenTo(forgiven)).isEqualTo(forgiven);
    }

    @Test
    void givesNothingToASessionThatWasUsedSince() {
        SessionTimes since = lastUsed(30);

        assertThat(HOUR.forgivenTo(since)).isEqualTo(since);
    }

    @Test
    void isMadeGoodForTwoHoursAtMost() {
        Outage day = new Outage(BEGAN, after(24 * 60));

        assertThat(day.forgivenTo(lastUsed(-20)).lastAccessedTime()).isEqualTo(after(100));
    }

    @Test
    void leavesTheMaxLifetimeAsItIs() {
        Lifetime atMostFortyFiveMinutes =
                new Lifetime(Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofMinutes(45));
        SessionTimes times = new SessionTimes(after(-20), after(-20), atMostFortyFiveMinutes);

        assertThat(HOUR.forgivenTo(times).isExpiredAt(after(60))).isTrue();
    }

    @Test
    void isLongerThanAServerIsSlow() {
        assertThat(new Outage(BEGAN, BEGAN.plusSeconds(15)).isLong()).isFalse();
        assertThat(new Outage(BEGAN, BEGAN.plusSeconds(16)).isLong()).isTrue();
        assertThat(new Outage(BEGAN, BEGAN.minusSeconds(16)).isLong()).isFalse();
    }

    private static SessionTimes lastUsed(int minutes) {
        return new SessionTimes(after(-100), after(minutes), HALF_AN_HOUR);
    }

    private static Instant after(int minutes) {
        return BEGAN.plusSeconds(minutes * 60L);
    }
}
