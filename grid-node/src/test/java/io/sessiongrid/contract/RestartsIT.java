package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.node.GridNode;
import io.sessiongrid.node.GridSettings;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.store.MemberState;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("An app server in a grid")
@Tag("G11")
class RestartsIT {
    private static final int CYCLES = 5;
    private static final int FIRST_FEW = 2;

    /** Hazelcast's pools start and end threads as they please; a client or a member has some fifty. */
    private static final int THREADS = 12;

    private static final long HEAP = 2L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOPIC = "revoked-sessions-shop";

    private final TestGrid grid = new TestGrid();
    private final Deque<ChildJvm> members = new ArrayDeque<>();
    private final List<Footprint> footprints = new ArrayList<>();
    private @Nullable SessionId id;

    @AfterEach
    void stop() {
        members.forEach(ChildJvm::close);
        grid.close();
    }

    @Test
    void whoseMembersAllRestartAgainAndAgainLeavesNothingBehind() {
        startMember();
        startMember();
        GridNode node = start("client", grid.clientConfig());
        try (Sessions sessions = sessions(node)) {
            create(sessions);
            for (int cycle = 1; cycle <= CYCLES; cycle++) {
                startMember();
                members.removeFirst().stop();
                awaitRoundTrip(sessions, cycle);
                await().atMost(PATIENCE).until(() -> Footprint.connections(node.hazelcast()) == members.size());
                footprints.add(Footprint.of(List.of(node.hazelcast()), List.of(), TOPIC));
            }
        } finally {
            node.close();
        }

        assertThatNothingWasLeft();
    }

    @Test
    void thatLeavesAsAMemberAndJoinsAgainLeavesNothingBehind() {
        grid.startMember();
        // Else it would begin to watch itself with the first operation that comes to it, whenever that is.
        grid.running().forEach(MemberState::of);
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            GridNode node = start("embedded", grid.memberConfig());
            try (Sessions sessions = sessions(node)) {
                if (cycle == 1) {
                    create(sessions);
                }
                awaitRoundTrip(sessions, cycle);
            } finally {
                node.close();
            }
            footprints.add(Footprint.of(List.of(), grid.running(), TOPIC));
        }

        assertThatNothingWasLeft();
    }

    private void startMember() {
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        ChildJvm member = ChildJvm.start(
                "io.sessiongrid.server.GridNodeMain",
                classPath,
                List.of(
                        "start",
                        "--http",
                        "off",
                        "--config",
                        grid.memberConfig().toString()));
        members.add(member);
        member.awaitOutput("Joined cluster");
    }

    private static GridNode start(String mode, Path config) {
        return GridNode.start(
                GridSettings.of(Map.of("mode", mode, "sticky", "true", "configLocation", config.toString())));
    }

    private static Sessions sessions(GridNode node) {
        return node.sessions("shop", RestartsIT.class.getClassLoader());
    }

    private void create(Sessions sessions) {
        id = sessions.newId();
        try (SessionUse use = sessions.create(id, Duration.ofMinutes(30))) {
            use.setAttribute("n", 0);
        }
    }

    private void awaitRoundTrip(Sessions sessions, int cycle) {
        await().atMost(PATIENCE).until(() -> increased(sessions) == cycle);
    }

    /** The value that is there now, or -1 if the grid cannot say. */
    private int increased(Sessions sessions) {
        try (SessionUse use = sessions.find(Objects.requireNonNull(id))) {
            use.enter(false);
            int value = (int) Objects.requireNonNull(use.attribute("n")) + 1;
            use.setAttribute("n", value);
            use.commit();
            return value;
        } catch (SessionStoreException e) {
            return -1;
        }
    }

    private void assertThatNothingWasLeft() {
        Footprint first = footprints.get(FIRST_FEW - 1);
        Footprint last = footprints.get(CYCLES - 1);
        assertThat(last.registrations()).isEqualTo(first.registrations());
        Map<String, Long> more = last.threadsMoreThan(first);
        assertThat(more.values().stream().mapToLong(Long::longValue).sum())
                .as("more threads: %s", more)
                .isLessThanOrEqualTo(THREADS);
        assertThat(last.heap()).as("heap").isLessThan(first.heap() + HEAP * (CYCLES - FIRST_FEW));
    }
}
