package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.lasting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Where two members are required")
@Tag("G19")
class MinimumMembersTest {
    @Test
    void theSmallerHalfServesNoSessionUntilTheGridIsWhole() {
        try (LocalGrid grid = new LocalGrid().requiring(2)) {
            HazelcastInstance first = grid.startMember();
            HazelcastInstance second = grid.startMember();
            HazelcastInstance third = grid.startMember();
            SessionStore member = LocalGrid.storeOn(third);
            SessionStore client = LocalGrid.storeOn(grid.startClientOf(third));
            SessionStore larger = LocalGrid.storeOn(first);
            SessionId id = LocalGrid.idOwnedBy(third);
            member.create(id, Instant.now(), lasting(HALF_AN_HOUR), new CommitId(1, 1));
            assertThat(client.open(id.key(), id.secretHash(), 0)).isInstanceOf(Opened.Changed.class);

            Halves halves = new Halves(List.of(first, second), List.of(third));
            halves.split();

            await().atMost(LocalGrid.PATIENCE).untilAsserted(() -> refuses(member, id));
            refuses(client, id);
            assertThatThrownBy(() -> member.create(
                            LocalGrid.idOwnedBy(third), Instant.now(), lasting(HALF_AN_HOUR), new CommitId(1, 2)))
                    .isInstanceOf(SessionStoreException.class);
            assertThat(larger.commit(id.key(), lasting(HALF_AN_HOUR), 1, new CommitId(2, 1)))
                    .isInstanceOf(Committed.Applied.class);

            halves.heal();

            await().atMost(LocalGrid.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> member.open(id.key(), id.secretHash(), 0) instanceof Opened.Changed);
        }
    }

    private static void refuses(SessionStore store, SessionId id) {
        assertThatThrownBy(() -> store.open(id.key(), id.secretHash(), 0))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("split-brain protection refuses it, because members see fewer than 2 members");
    }

    @Test
    void everySessionMapIsProtected() {
        Config config = new Config();
        config.addMapConfig(SessionMapConfig.named("sessions-shop"));
        config.addMapConfig(SessionMapConfig.named("orders"));

        assertThat(MinimumMembers.require(config, 3)).isEmpty();

        assertThat(config.findMapConfig("sessions-shop").getSplitBrainProtectionName())
                .isEqualTo(config.findMapConfig("sessions-other").getSplitBrainProtectionName())
                .isEqualTo("minimumMembers-3");
        assertThat(config.findMapConfig("orders").getSplitBrainProtectionName()).isNull();
        assertThat(config.getSplitBrainProtectionConfig("minimumMembers-3").getMinimumClusterSize())
                .isEqualTo(3);
    }

    @Test
    void aProtectionOfTheUsersOwnContradictsIt() {
        Config config = new Config();
        config.addMapConfig(SessionMapConfig.named("sessions-*").setSplitBrainProtectionName("mine"));

        assertThat(MinimumMembers.require(config, 3))
                .singleElement()
                .asString()
                .startsWith("minimumMembers is 3, and <map name=\"sessions-*\"> has a <split-brain-protection-ref>");
    }
}
