package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A member whose heap fills up")
class FullHeapTest {
    private final AtomicInteger use = new AtomicInteger();

    @Test
    void refusesNewSessionsFromTheLimitOnUntilThereIsRoomAgain() {
        FullHeap heap = new FullHeap(80, use::get);

        assertThat(refusesAt(heap, 79)).isFalse();
        assertThat(refusesAt(heap, 80)).isTrue();
        assertThat(refusesAt(heap, 78)).isTrue();
        assertThat(refusesAt(heap, 76)).isFalse();
        assertThat(refusesAt(heap, 79)).isFalse();
    }

    @Test
    void refusesNothingWhereThatIsSwitchedOff() {
        assertThat(refusesAt(new FullHeap(100, use::get), 100)).isFalse();
    }

    private boolean refusesAt(FullHeap heap, int percent) {
        use.set(percent);
        return heap.refusesNewSessions();
    }
}
