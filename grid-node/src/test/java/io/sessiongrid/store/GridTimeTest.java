package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The time of the grid, as a member tells it,")
@Tag("G7")
class GridTimeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Instant clusterTime = START;
    private long nanos = 4711;
    private final GridTime time = new GridTime(() -> clusterTime, () -> nanos);

    private void letPass(Duration passed) {
        nanos += passed.toNanos();
        clusterTime = clusterTime.plus(passed);
    }

    @Test
    void isThatOfTheClusterAsLongAsNothingJumps() {
        for (int i = 0; i < 10; i++) {
            letPass(SECOND);
            assertThat(time.instant()).isEqualTo(clusterTime);
        }
    }

    @Test
    void doesNotJumpForward() {
        letPass(SECOND);
        clusterTime = clusterTime.plus(Duration.ofHours(1));

        assertThat(time.instant()).isEqualTo(START.plusMillis(1100));
    }

    @Test
    void doesNotGoBackButRunsSlower() {
        letPass(SECOND);
        clusterTime = clusterTime.minus(Duration.ofHours(1));

        assertThat(time.instant()).isEqualTo(START.plusMillis(900));
    }

    @Test
    void isRightAgainSoonAfterAJumpThatWasTakenBack() {
        clusterTime = clusterTime.plus(Duration.ofHours(1));
        letPass(SECOND);
        time.instant();
        clusterTime = clusterTime.minus(Duration.ofHours(1));

        letPass(SECOND);

        assertThat(time.instant()).isEqualTo(clusterTime);
    }

    @Test
    void followsAJumpThatLasts() {
        clusterTime = clusterTime.plusSeconds(60);
        for (int second = 1; second < 600; second++) {
            letPass(SECOND);
            assertThat(time.instant()).isBefore(clusterTime);
        }

        letPass(SECOND);

        assertThat(time.instant()).isEqualTo(clusterTime);
    }

    @Test
    void makesUpInTimeForASleepOfTheComputer() {
        clusterTime = clusterTime.plusSeconds(5);
        for (int second = 0; second < 50; second++) {
            letPass(SECOND);
            time.instant();
        }

        assertThat(time.instant()).isEqualTo(clusterTime);
    }

    @Test
    void losesNothingThoughItIsReadOften() {
        for (int i = 0; i < 1_000_000; i++) {
            nanos += 999;
            clusterTime = START.plusNanos(nanos - 4711);
            time.instant();
        }

        assertThat(time.instant()).isBetween(START.plusMillis(998), START.plusMillis(999));
    }

    @Test
    void isSetWhenTheMemberJoinsAnotherGrid() {
        clusterTime = START.minus(Duration.ofHours(1));

        time.set();

        assertThat(time.instant()).isEqualTo(clusterTime);
    }
}
