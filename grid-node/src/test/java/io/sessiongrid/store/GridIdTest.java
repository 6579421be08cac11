package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The name that a grid gives itself")
class GridIdTest {
    private final LocalGrid grid = new LocalGrid();

    @AfterEach
    void stop() {
        grid.close();
    }

    private static UUID of(HazelcastInstance instance) {
        return Objects.requireNonNull(LocalGrid.storeOn(instance).gridId());
    }

    @Test
    void isThatOfBothHalvesOfASplitOneAndOfTheWholeAfterwards() {
        HazelcastInstance oldest = grid.startMember();
        HazelcastInstance cutOff = grid.startMember();
        UUID id = of(oldest);
        Halves halves = new Halves(List.of(oldest), List.of(cutOff));

        halves.split();
        assertThat(of(oldest)).isEqualTo(id);
        assertThat(of(cutOff)).isEqualTo(id);
        halves.heal();

        assertThat(of(oldest)).isEqualTo(id);
        assertThat(of(cutOff)).isEqualTo(id);
    }

    @Test
    void staysWhileAllItsMembersAreReplacedAndIsAnotherWhenAllAreLost() {
        HazelcastInstance first = grid.startMember();
        HazelcastInstance client = grid.startClient();
        UUID id = of(client);

        HazelcastInstance second = grid.startMember();
        first.shutdown();
        assertThat(of(client)).isEqualTo(id);
        assertThat(of(second)).isEqualTo(id);

        second.getLifecycleService().terminate();
        grid.startMember();
        await().atMost(LocalGrid.PATIENCE)
                .untilAsserted(() -> assertThat(of(client)).isNotEqualTo(id));
    }
}
