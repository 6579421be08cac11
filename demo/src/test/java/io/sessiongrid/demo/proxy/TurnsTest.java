package io.sessiongrid.demo.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Turns")
class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void goToTheOtherServerEachTime() {
        List<Integer> taken = Stream.generate(() -> turns.next("")).limit(5).toList();

        assertThat(taken).containsExactly(0, 1, 0, 1, 0);
    }

    @Test
    void areTakenByEachClientForItself() {
        turns.next("a");

        assertThat(turns.next("b")).isZero();
        assertThat(turns.next("a")).isOne();
        assertThat(turns.next("b")).isOne();
    }
}
