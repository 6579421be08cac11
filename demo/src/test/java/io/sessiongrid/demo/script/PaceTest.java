package io.sessiongrid.demo.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pace of a run")
class PaceTest {
    private final Pace pace = new Pace(10, Duration.ofMillis(10));

    @Test
    void handsOutAsManyRequestsAsThereAre() throws InterruptedException {
        pace.openTo(100);

        int requests = 0;
        while (pace.next()) {
            requests++;
        }

        assertThat(requests).isEqualTo(10);
        assertThat(pace.awaitTaken(100)).isTrue();
    }

    @Test
    void handsOutNoneThatIsNotOpen() throws InterruptedException {
        pace.openTo(10);

        assertThat(pace.next()).isTrue();
        assertThat(pace.another()).isFalse();
    }

    @Test
    void letsThoseWaitWhoComeTooEarly() {
        CompletableFuture<Boolean> early = CompletableFuture.supplyAsync(this::next);
        assertThat(early).isNotDone();

        pace.openTo(10);

        await().atMost(Duration.ofMinutes(1)).until(early::isDone);
        assertThat(early).isCompletedWithValue(true);
    }

    @Test
    void endsForAllWhenItIsStopped() throws InterruptedException {
        pace.openTo(100);
        pace.stop();

        assertThat(pace.next()).isFalse();
        assertThat(pace.another()).isFalse();
        assertThat(pace.awaitTaken(10)).isFalse();
    }

    private boolean next() {
        try {
            return pace.next();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
