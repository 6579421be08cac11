package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The times of a session that a server knows")
class LiveTimesTest {
    private final MovingClock own = new MovingClock();
    private final LiveTimes times = new LiveTimes(new GridClock(own));
    private final Instant now = own.instant();
    private Runnable meanwhile = () -> {};

    @Tag("G7")
    @Test
    void areNotThoseOfAnAnswerThatAnotherHasOvertaken() {
        long slow = times.ask();
        long quick = times.ask();
        times.take(lasting(10), now, quick);

        times.take(lasting(1800), now.minusMillis(5), slow);

        assertThat(times.known()).isEqualTo(lasting(10));
    }

    @Tag("G7")
    @Test
    void areThoseOfTheLaterQuestionThoughTheGridAnsweredBothInOneMoment() {
        long touch = times.ask();
        long commit = times.ask();
        times.take(lasting(10), now, commit);

        times.take(lasting(1800), now, touch);
        assertThat(times.known()).isEqualTo(lasting(10));

        times.take(lasting(1800), now, LiveTimes.UNASKED);
        assertThat(times.known()).isEqualTo(lasting(10));
    }

    /** The clock of another member is behind, or the grid's was set back. */
    @Tag("G7")
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 600_000})
    void areThoseOfTheLastQuestionWhateverTheGridsClockSays(int millisBehind) {
        times.take(lasting(1800), now, times.ask());

        times.take(lasting(10), now.minusMillis(millisBehind), times.ask());

        assertThat(times.known()).isEqualTo(lasting(10));
    }

    @Tag("G7")
    @Test
    void areTouchedThoughTheGridTellsThemMeanwhile() {
        InstantSource clock = () -> {
            Runnable once = meanwhile;
            meanwhile = () -> {};
            once.run();
            return now;
        };
        LiveTimes times = new LiveTimes(new GridClock(clock));
        times.take(lasting(1800), now, times.ask());
        List<SessionTimes> sent = new ArrayList<>();
        meanwhile = () -> times.take(lasting(10), now, times.ask());

        times.touch(lost -> sent.add(times.known()));

        assertThat(sent).containsExactly(lasting(10));
    }

    private SessionTimes lasting(int seconds) {
        return new SessionTimes(now, now, new Lifetime(Duration.ofSeconds(seconds), Duration.ofSeconds(1)));
    }
}
