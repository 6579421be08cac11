package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionTimes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The times of a session that a server knows")
class LiveTimesTest {
    private final MovingClock own = new MovingClock();
    private final LiveTimes times = new LiveTimes(new GridClock(own));
    private final Instant now = own.instant();

    @Tag("G7")
    @Test
    void areNotThoseOfAnAnswerThatAnotherHasOvertaken() {
        times.take(lasting(10), now);

        times.takeUnlessOlder(lasting(1800), now.minusMillis(5));

        assertThat(times.known()).isEqualTo(lasting(10));
    }

    @Test
    void areThoseOfTheLastAnswer() {
        times.take(lasting(1800), now);

        times.takeUnlessOlder(lasting(10), now);

        assertThat(times.known()).isEqualTo(lasting(10));
    }

    @Test
    void areThoseOfTheLastAnswerThoughTheGridsClockWasSetBack() {
        times.take(lasting(1800), now);

        times.takeUnlessOlder(lasting(10), now.minusSeconds(600));

        assertThat(times.known()).isEqualTo(lasting(10));
    }

    private SessionTimes lasting(int seconds) {
        return new SessionTimes(now, now, new Lifetime(Duration.ofSeconds(seconds), Duration.ofSeconds(1)));
    }
}
