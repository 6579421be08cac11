package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server's idea of the grid's clock")
class GridClockTest {
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final MovingClock own = new MovingClock();
    private final GridClock clock = new GridClock(own);

    @Test
    void isItsOwnClockBeforeTheGridHasSaidAnything() {
        assertThat(clock.instant()).isEqualTo(own.instant());
    }

    @Test
    void isWhatTheGridSaysInWhicheverDirectionTheyDiffer() {
        clock.heard(own.instant().minus(AHEAD));

        assertThat(clock.instant()).isEqualTo(own.instant().minus(AHEAD));
    }

    @Test
    void isNotSetBackByAnAnswerThatWasLongOnItsWay() {
        clock.heard(grid());
        own.forward(Duration.ofSeconds(1));

        clock.heard(grid().minusSeconds(2));

        assertThat(clock.instant()).isEqualTo(grid());
    }

    @Test
    void isNotSetBackByTheFirstAnswerAfterAWhile() {
        clock.heard(grid());
        own.forward(Duration.ofSeconds(10));

        clock.heard(grid().minusSeconds(2));

        assertThat(clock.instant()).isEqualTo(grid());
    }

    @Test
    void isPutRightByAnAnswerThatWasLessLongOnItsWay() {
        clock.heard(grid().minusSeconds(2));

        clock.heard(grid());

        assertThat(clock.instant()).isEqualTo(grid());
    }

    @Test
    void followsItsOwnClockWhenThatIsSetForward() {
        clock.heard(grid());
        Duration jump = Duration.ofHours(1);
        own.forward(jump);

        clock.heard(grid().minus(jump));

        assertThat(clock.instant()).isEqualTo(grid().minus(jump));
    }

    @Test
    void followsItsOwnClockWhenThatIsSetForwardALittle() {
        clock.heard(grid());
        Duration jump = Duration.ofSeconds(5);
        own.forward(jump);
        for (int second = 0; second <= 20; second++) {
            clock.heard(grid().minus(jump));
            own.forward(Duration.ofSeconds(1));
        }

        assertThat(clock.instant()).isEqualTo(grid().minus(jump));
    }

    @Test
    void followsItsOwnClockWhenThatIsSetBack() {
        clock.heard(grid());
        Duration jump = Duration.ofHours(1);
        own.forward(jump.negated());

        clock.heard(grid().plus(jump));

        assertThat(clock.instant()).isEqualTo(grid().plus(jump));
    }

    private Instant grid() {
        return own.instant().plus(AHEAD);
    }
}
