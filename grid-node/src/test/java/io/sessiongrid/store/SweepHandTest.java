package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The hand of the sweep")
class SweepHandTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int PARTITIONS = 271;

    private final SweepHand hand = new SweepHand().moved(1, 10, PARTITIONS, STEP, NOW);

    @Test
    void isDueAStepAfterItWasDueAndNotAStepAfterItWasMoved() {
        SweepHand moved = hand.moved(2, 10, PARTITIONS, STEP, NOW.plusMillis(1_300));

        assertThat(moved.isDueAt(NOW.plusMillis(1_999), STEP)).isFalse();
        assertThat(moved.isDueAt(NOW.plusMillis(2_000), STEP)).isTrue();
    }

    @Test
    void makesUpForNothingThatNobodyMoved() {
        SweepHand moved = hand.moved(2, 10, PARTITIONS, STEP, NOW.plusSeconds(60));

        assertThat(moved.isDueAt(NOW.plusMillis(60_999), STEP)).isFalse();
        assertThat(moved.isDueAt(NOW.plusSeconds(61), STEP)).isTrue();
    }

    @Test
    void isDueIfTheClockWasSetBackByMoreThanAStep() {
        assertThat(hand.isDueAt(NOW, STEP)).isFalse();
        assertThat(hand.isDueAt(NOW.minusMillis(1), STEP)).isTrue();
    }

    @Test
    void goesRound() {
        SweepHand moved = hand;
        for (int move = 2; move <= 28; move++) {
            moved = moved.moved(move, 10, PARTITIONS, STEP, NOW.plusSeconds(move));
        }

        assertThat(moved.partition()).isEqualTo(280 - PARTITIONS);
    }

    @Test
    void knowsWhereItWasBeforeEachOfTheLastMoves() {
        SweepHand moved = hand;
        for (int move = 2; move <= 64; move++) {
            moved = moved.moved(move, 1, PARTITIONS, STEP, NOW.plusSeconds(move));
        }

        assertThat(moved.before(1)).isEqualTo(0);
        assertThat(moved.before(64)).isEqualTo(72);
        assertThat(moved.moved(65, 1, PARTITIONS, STEP, NOW.plusSeconds(65)).before(1))
                .isNull();
    }
}
