package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More cycles with {@code -Drejoin.cycles=1000}. */
@DisplayName("An app server that is a member, while another member leaves and joins again and again,")
@Tag("G11")
class RejoiningMemberTest {
    private static final int CYCLES = Integer.getInteger("rejoin.cycles", 30);

    /** After which all pools have the threads they need, and all classes are loaded. */
    private static final int FIRST_FEW = 5;

    /** Hazelcast's pools start and end threads as they please; a leak would be one in most cycles. */
    private static final int THREADS = Math.max(5, CYCLES / 5);

    /** Hazelcast itself remembers each member that has left. */
    private static final long HEAP = 8L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "revoked-sessions-shop";

    private final TestGrid grid = new TestGrid();
    private final GridNode node = GridNode.start(GridSettings.of(Map.of(
            "mode",
            "embedded",
            "sticky",
            "true",
            "timeout",
            "20s",
            "configLocation",
            grid.memberConfig().toString())));
    private final Sessions sessions = node.sessions("shop", getClass().getClassLoader());

    @AfterEach
    void stop() {
        sessions.close();
        node.close();
        grid.close();
    }

    @Test
    @DisplayName("serves its sessions, and keeps nothing of those that have left")
    void leavesNothingBehind() {
        SessionId id = sessions.newId();
        try (SessionUse use = sessions.create(id, Duration.ofMinutes(30))) {
            use.setAttribute("n", 0);
        }
        Footprint before = null;
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            grid.startMember();
            use(id, cycle);
            grid.stopFirstMember();
            use(id, cycle);
            if (cycle == FIRST_FEW) {
                before = settled();
            }
        }
        Footprint after = settled();

        Footprint first = Objects.requireNonNull(before);
        assertThat(after.registrations()).isEqualTo(first.registrations());
        Map<String, Long> more = after.threadsMoreThan(first);
        assertThat(more.keySet()).noneMatch(name -> name.contains("sessiongrid"));
        assertThat(more.values().stream().mapToLong(Long::longValue).sum())
                .as("more threads: %s", more)
                .isLessThanOrEqualTo(THREADS);
        assertThat(Footprint.guards(node.hazelcast())).as("guards").isLessThan(FIRST_FEW);
        assertThat(after.heap()).as("heap").isLessThan(first.heap() + HEAP);
    }

    /** Of this member and of the other, so that both are asked. */
    private void use(SessionId id, int value) {
        await().atMost(PATIENCE).until(() -> {
            try (SessionUse use = sessions.find(id)) {
                use.enter(false);
                use.setAttribute("n", value);
                use.commit();
                return true;
            } catch (SessionStoreException e) {
                return false;
            }
        });
        for (int i = 0; i < 10; i++) {
            try (SessionUse use = sessions.find(sessions.newId())) {
                assertThat(use.isValid()).isFalse();
            }
        }
    }

    private Footprint settled() {
        HazelcastInstance member = node.hazelcast();
        await().atMost(PATIENCE).until(() -> member.getCluster().getMembers().size() == 1);
        return Footprint.of(List.of(), List.of(member), TOPIC);
    }
}
