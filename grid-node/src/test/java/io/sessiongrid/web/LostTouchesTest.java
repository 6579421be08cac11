package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Touches that the grid did not confirm")
class LostTouchesTest {
    private final MovingClock clock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(clock);
    private final Sessions application = new AppServer(grid).sessions;
    private final LostTouches lost = new LostTouches(application);

    @Tag("G7")
    @ParameterizedTest
    @CsvSource({"1, 1", "200, 200", "201, 200", "2009, 200", "2010, 201", "50000, 5000"})
    void areSentAgainByATenthAndByTwoHundredAtLeast(int waiting, int sent) {
        lose(waiting);

        lost.sendAgain();

        assertThat(grid.count(Call.TOUCH)).isEqualTo(sent);
    }

    @Tag("G7")
    @Test
    void areAllSentAgainWithinFortyStepsThoughTenThousandWait() {
        lose(10_000);

        for (int step = 0; step < 40; step++) {
            lost.sendAgain();
        }

        assertThat(grid.count(Call.TOUCH)).isEqualTo(10_000);
    }

    @Tag("G7")
    @Test
    void waitForTheNextStepIfTheyAreLostAgain() {
        lose(300);
        grid.failAll(Call.TOUCH, Fault.REQUEST_LOST);
        lost.sendAgain();
        grid.failAll(Call.TOUCH, null);
        grid.forgetCounts();

        lost.sendAgain();
        lost.sendAgain();

        assertThat(grid.count(Call.TOUCH)).isEqualTo(300);
    }

    private void lose(int count) {
        IntStream.range(0, count).forEach(i -> lost.add("key" + i, clock.instant()));
    }
}
