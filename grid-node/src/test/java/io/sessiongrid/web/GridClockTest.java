package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server's idea of the grid's clock")
class GridClockTest {
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final Duration JUMP = Duration.ofHours(1);

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
    void forgetsWhatTheGridSaidLongAgo() {
        clock.heard(grid());
        own.forward(Duration.ofSeconds(20));

        clock.heard(grid().minusSeconds(2));

        assertThat(clock.instant()).isEqualTo(grid().minusSeconds(2));
    }

    @Test
    void followsTheGridWhenItsClockIsSetForward() {
        clock.heard(grid());

        clock.heard(grid().plus(JUMP));

        assertThat(clock.instant()).isEqualTo(grid().plus(JUMP));
    }

    @Test
    void followsTheGridAfterAWhileWhenItsClockIsSetBack() {
        clock.heard(grid());
        for (int second = 0; second <= 20; second++) {
            clock.heard(grid().minus(JUMP));
            own.forward(Duration.ofSeconds(1));
        }

        assertThat(clock.instant()).isEqualTo(grid().minus(JUMP));
    }

    private Instant grid() {
        return own.instant().plus(AHEAD);
    }
}
