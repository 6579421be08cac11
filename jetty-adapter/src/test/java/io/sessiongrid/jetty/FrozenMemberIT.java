package io.sessiongrid.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("While a member stands still,")
class FrozenMemberIT {
    /** Enough that the frozen member owns some of their sessions and holds the backups of others. */
    private static final int SHOPPERS = 12;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    @Tag("G10")
    @Tag("G12")
    @DisplayName("no request of a client waits for long, and no session is lost")
    void clientsWaitNotForLong() {
        try (ProcessGrid grid = new ProcessGrid(GridMode.CLIENT, 2)) {
            assertWaitsAreBoundedAndSessionsStay(grid, grid.member(0), List.of(grid.first(), grid.second()));
        }
    }

    @Test
    @Tag("G10")
    @Tag("G12")
    @DisplayName("no request of another member waits for long, and no session is lost")
    void otherMembersWaitNotForLong() {
        try (ProcessGrid grid = new ProcessGrid(GridMode.EMBEDDED, 0)) {
            assertWaitsAreBoundedAndSessionsStay(grid, grid.second().jvm(), List.of(grid.first()));
        }
    }

    private static void assertWaitsAreBoundedAndSessionsStay(
            ProcessGrid grid, ChildJvm frozen, List<ContractServer> running) {
        List<ContractServer> servers = List.of(grid.first(), grid.second());
        List<Shopper> shoppers = Stream.generate(Shopper::new).limit(SHOPPERS).toList();
        servers.forEach(server ->
                shoppers.forEach(shopper -> assertThat(shopper.add(server)).isTrue()));

        frozen.freeze();
        List<CompletableFuture<Void>> meanwhile = shoppers.stream()
                .map(shopper ->
                        CompletableFuture.runAsync(() -> running.forEach(shopper::add), ProcessTiming.A_THREAD_EACH))
                .toList();
        meanwhile.forEach(CompletableFuture::join);
        frozen.thaw();

        for (Shopper shopper : shoppers) {
            assertThat(shopper.longestWait()).isLessThan(ProcessTiming.LONGEST_REQUEST);
            await().atMost(PATIENCE).until(() -> shopper.add(grid.first()));
            await().atMost(PATIENCE).until(() -> shopper.add(grid.second()));
            assertThat(shopper.tokens(grid.first())).doesNotHaveDuplicates().containsSubsequence(shopper.answered());
        }
    }
}
