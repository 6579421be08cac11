package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

/** While a member stands still, with all its connections open. */
@Guarantee("G10, G12")
@DisplayNameGeneration(Sentences.class)
public abstract class FrozenMemberContract {
    /** Enough that the frozen member owns some of their sessions and holds the backups of others. */
    private static final int SHOPPERS = 12;

    private final Class<?> main;

    /**
     * Without a process yet.
     *
     * @param main of an application server; calls {@link AppServer#run}
     */
    protected FrozenMemberContract(Class<?> main) {
        this.main = main;
    }

    @Test
    final void noRequestOfAClientWaitsForLongAndNoSessionIsLost() {
        try (ProcessGrid grid = new ProcessGrid(main, GridMode.CLIENT, false, 2)) {
            assertWaitsAreBoundedAndSessionsStay(grid, grid.member(0), List.of(grid.first(), grid.second()));
        }
    }

    @Test
    final void noRequestOfAnotherMemberWaitsForLongAndNoSessionIsLost() {
        try (ProcessGrid grid = new ProcessGrid(main, GridMode.EMBEDDED, false, 0)) {
            assertWaitsAreBoundedAndSessionsStay(grid, grid.second().jvm(), List.of(grid.first()));
        }
    }

    private static void assertWaitsAreBoundedAndSessionsStay(
            ProcessGrid grid, ChildJvm frozen, List<ProcessGrid.Server> running) {
        List<ProcessGrid.Server> servers = grid.running();
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
            servers.forEach(server -> await().atMost(ProcessTiming.PATIENCE).until(() -> shopper.add(server)));
            assertThat(shopper.tokens(grid.first())).doesNotHaveDuplicates().containsSubsequence(shopper.answered());
            assertThat(shopper.complaints()).isEmpty();
        }
    }
}
