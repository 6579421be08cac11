package io.sessiongrid.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("When a process is killed,")
class KilledProcessIT {
    private static final int SHOPPERS = 32;
    private static final int ROUNDS = 3;

    /** Shoppers that send requests all the time. */
    private static final int BUSY_SHOPPERS = 6;

    /** Requests of one busy shopper before and after the kill. */
    private static final int MANY = 60;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    @Tag("G2")
    @DisplayName("what an application server with a share of the grid has answered is on the other")
    void answeredWritesSurviveAnEmbeddedServer() {
        try (ProcessGrid grid = new ProcessGrid(GridMode.EMBEDDED, 0)) {
            List<Shopper> shoppers = shop(grid.first());

            grid.first().jvm().kill();

            assertNothingLost(shoppers, grid.second());
        }
    }

    /** The members of this test have no class of the application (G17). */
    @Test
    @Tag("G2")
    @Tag("G17")
    @DisplayName("what was answered survives an application server, then a member without the application's classes")
    void answeredWritesSurviveAServerAndAMember() {
        try (ProcessGrid grid = new ProcessGrid(GridMode.CLIENT, 2)) {
            List<Shopper> shoppers = shop(grid.first());

            grid.first().jvm().kill();
            assertNothingLost(shoppers, grid.second());

            grid.member(0).kill();
            assertNothingLost(shoppers, grid.second());
        }
    }

    @Test
    @Tag("G18")
    @DisplayName("no answered write is lost and none is made twice, while requests go on")
    void everyAnsweredTokenIsThereOnce() {
        try (ProcessGrid grid = new ProcessGrid(GridMode.CLIENT, 3)) {
            List<ContractServer> servers = List.of(grid.first(), grid.second());
            AtomicBoolean killed = new AtomicBoolean();
            List<Shopper> shoppers =
                    Stream.generate(Shopper::new).limit(BUSY_SHOPPERS).toList();
            List<CompletableFuture<Void>> busy = shoppers.stream()
                    .map(shopper -> CompletableFuture.runAsync(
                            () -> shopAround(shopper, servers, killed), ProcessTiming.A_THREAD_EACH))
                    .toList();
            await().atMost(PATIENCE)
                    .until(() -> shoppers.stream()
                            .allMatch(shopper -> shopper.answered().size() >= MANY));

            grid.member(0).kill();
            killed.set(true);

            busy.forEach(CompletableFuture::join);
            for (Shopper shopper : shoppers) {
                List<String> found =
                        await().atMost(PATIENCE).until(() -> shopper.tokens(grid.first()), tokens -> !tokens.isEmpty());
                assertThat(shopper.answered()).hasSizeGreaterThan(MANY);
                assertThat(found).doesNotHaveDuplicates().containsSubsequence(shopper.answered());
                assertThat(shopper.sent()).containsAll(found);
                assertThat(shopper.longestWait()).isLessThan(ProcessTiming.LONGEST_REQUEST);
            }
        }
    }

    /** Alternates between servers; goes on for a while after the kill. */
    private static void shopAround(Shopper shopper, List<ContractServer> servers, AtomicBoolean killed) {
        int afterwards = 0;
        for (int i = 0; afterwards < MANY; i++) {
            shopper.add(servers.get(i % servers.size()));
            afterwards += killed.get() ? 1 : 0;
        }
    }

    private static List<Shopper> shop(ContractServer server) {
        List<Shopper> shoppers = Stream.generate(Shopper::new).limit(SHOPPERS).toList();
        for (int round = 0; round < ROUNDS; round++) {
            shoppers.forEach(shopper -> assertThat(shopper.add(server)).isTrue());
        }
        return shoppers;
    }

    private static void assertNothingLost(List<Shopper> shoppers, ContractServer server) {
        for (Shopper shopper : shoppers) {
            List<String> found =
                    await().atMost(PATIENCE).until(() -> shopper.tokens(server), tokens -> !tokens.isEmpty());
            assertThat(found).isEqualTo(shopper.answered());
        }
    }
}
