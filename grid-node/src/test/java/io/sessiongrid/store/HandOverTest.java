package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.partition.impl.InternalPartitionServiceImpl;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A member that has handed over")
class HandOverTest {
    @Test
    @DisplayName("has neither sessions nor backups left, and its shutdown waits for nobody's confirmation")
    void hasNothingToWaitFor() {
        try (LocalGrid grid = new LocalGrid()) {
            HazelcastInstance oldest = grid.startMember();
            HazelcastInstance leaving = grid.startMember();
            oldest.getPartitionService().getPartition("").getOwner();
            MemberState state = MemberState.of(leaving);
            await().atMost(LocalGrid.PATIENCE).until(() -> state.partitionsOwned() > 0);

            assertThat(state.handOver(LocalGrid.PATIENCE)).isTrue();

            assertThat(state.partitionsOwned()).isZero();
            // So does the shutdown that follows ask, again and again.
            InternalPartitionServiceImpl partitions =
                    (InternalPartitionServiceImpl) LocalGrid.node(leaving).getPartitionService();
            assertThat(partitions.onShutdown(1, TimeUnit.MILLISECONDS)).isTrue();
        }
    }
}
