package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.DistributedObject;
import com.hazelcast.core.HazelcastInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A session map that is prepared")
@Tag("G10")
class PreparedMapTest {
    private final LocalGrid grid = new LocalGrid();

    @AfterEach
    void stop() {
        grid.close();
    }

    /** To make one waits for other members, longer than a request may. */
    @Test
    void comesWithAllElseThatRequestsAskFor() {
        HazelcastInstance member = grid.startMember();

        LocalGrid.storeOn(member).requireFitGrid();

        assertThat(member.getDistributedObjects())
                .extracting(DistributedObject::getName)
                .contains(LocalGrid.MAP, SweepHand.MAP, Revocations.topicOf(LocalGrid.MAP));
    }
}
