package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More cycles with {@code -Dreconnect.cycles=1000}. */
@DisplayName("A connection that is lost again and again")
@Tag("G11")
class ReconnectionTest {
    private static final int CYCLES = Integer.getInteger("reconnect.cycles", 100);

    /** After which all pools have the threads they need, and all classes are loaded. */
    private static final int FIRST_FEW = 10;

    /** Hazelcast's pools start and end threads as they please; a leak would be one in most cycles. */
    private static final int THREADS = CYCLES / 5;

    /** A cycle that left as much as a small buffer behind would exceed it. */
    private static final long HEAP = 4L << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "revoked-sessions-shop";

    private final TestGrid grid = new TestGrid();
    private final List<Relay> relays = new ArrayList<>();
    private GridNode stickyNode;
    private GridNode plainNode;
    private Sessions sticky;
    private Sessions plain;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    @BeforeEach
    void start() {
        grid.startMember();
        grid.startMember();
        stickyNode = node(true);
        plainNode = node(false);
        sticky = stickyNode.sessions("shop", getClass().getClassLoader());
        plain = plainNode.sessions("shop", getClass().getClassLoader());
    }

    private GridNode node(boolean sticky) {
        Relay relay = new Relay(grid.port(relays.size()));
        relays.add(relay);
        GridNode node = GridNode.start(GridSettings.of(Map.of(
                "mode",
                "client",
                "sticky",
                Boolean.toString(sticky),
                "configLocation",
                grid.clientConfig(relay.port()).toString())));
        node.hazelcast().getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.CLIENT_CONNECTED) {
                connections.incrementAndGet();
            } else if (event.getState() == LifecycleState.CLIENT_DISCONNECTED) {
                cuts.incrementAndGet();
            }
        });
        // It was connected before anyone listened.
        connections.incrementAndGet();
        return node;
    }

    @AfterEach
    void stop() {
        relays.forEach(Relay::mend);
        sticky.close();
        plain.close();
        stickyNode.close();
        plainNode.close();
        relays.forEach(Relay::close);
        grid.close();
    }

    @Test
    void leavesNothingBehind() {
        SessionId id = plain.newId();
        try (SessionUse use = plain.create(id, Duration.ofMinutes(30))) {
            use.setAttribute("n", 0);
        }
        Footprint before = null;
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            cutAndMend();
            if (cycle % 2 == 0) {
                // While the first connection is being made use of.
                cutAndMend();
            }
            awaitRoundTrip(id, cycle);
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
        assertThat(after.heap()).as("heap").isLessThan(first.heap() + HEAP);
    }

    private void cutAndMend() {
        awaitNow(() -> connections.get() == cuts.get() + relays.size());
        relays.forEach(Relay::cut);
        awaitNow(() -> connections.get() == cuts.get());
        relays.forEach(Relay::mend);
    }

    private static void awaitNow(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(condition);
    }

    /** The sticky server trusts its copy as long as it hears what others do, so it must hear again as well. */
    private void awaitRoundTrip(SessionId id, int value) {
        await().atMost(PATIENCE).until(() -> write(id, value));
        await().atMost(PATIENCE).until(() -> Objects.equals(read(id), value));
    }

    private boolean write(SessionId id, int value) {
        try (SessionUse use = plain.find(id)) {
            use.enter(false);
            use.setAttribute("n", value);
            use.commit();
            return true;
        } catch (SessionStoreException e) {
            return false;
        }
    }

    private @Nullable Object read(SessionId id) {
        try (SessionUse use = sticky.find(id)) {
            use.enter(true);
            return use.attribute("n");
        } catch (SessionStoreException e) {
            return null;
        }
    }

    /** When nothing is on its way any more. */
    private Footprint settled() {
        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("sessiongrid subscription")));
        return Footprint.of(clients(), grid.running(), TOPIC);
    }

    private List<HazelcastInstance> clients() {
        return Stream.of(stickyNode, plainNode).map(GridNode::hazelcast).toList();
    }
}
