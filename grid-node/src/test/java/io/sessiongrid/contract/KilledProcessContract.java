package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What any container's adapter must do when processes are killed, one after the other, while requests go on: first an
 * application server, then a dedicated member. In embedded mode both hold a share of the grid. Dedicated members have
 * no class of the application. The steps share the processes, so their order matters.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayNameGeneration(Sentences.class)
public abstract class KilledProcessContract {
    /** Shoppers that have stopped sending requests before anything is killed. */
    private static final int QUIET_SHOPPERS = 24;

    private static final int ROUNDS = 3;

    private static final int BUSY_SHOPPERS = 4;

    /** One is killed, and the others share the work. */
    private static final int SERVERS = 3;

    /** Sessions of the server that is killed, that end soon after it. */
    private static final int ORPHANS = 1_000;

    /** In seconds: long enough for their server to be killed before. */
    private static final int ORPHANS_LIFE = 30;

    /** After they were last used: with the touch interval and one turn of the sweep, and what a busy machine needs. */
    private static final Duration ORPHANS_END =
            Duration.ofSeconds(ORPHANS_LIFE + 1).plus(AppServer.SWEEP_INTERVAL).plusSeconds(10);

    /** A server that told no longer holds a claim then, dead or alive. */
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(12);

    private final Class<?> main;
    private final GridMode mode;
    private final boolean sticky;
    private ProcessGrid grid;
    private List<Shopper> quiet;
    private BusyShoppers busy;
    private List<String> orphans = List.of();
    private long orphaned;
    private long told;

    /**
     * Without a process yet.
     *
     * @param main of an application server; calls {@link AppServer#run}
     */
    protected KilledProcessContract(Class<?> main, GridMode mode, boolean sticky) {
        this.main = main;
        this.mode = mode;
        this.sticky = sticky;
    }

    @BeforeAll
    final void openShops() {
        List<ProcessClock> clocks = Collections.nCopies(SERVERS, ProcessClock.RIGHT);
        grid = new ProcessGrid(main, mode, sticky, mode == GridMode.CLIENT ? 2 : 1, List.of(clocks));
        awaitBackups();
        Balancer balancer = new RunningServers(grid, sticky);
        quiet = Stream.generate(Shopper::new).limit(QUIET_SHOPPERS).toList();
        for (int round = 0; round < ROUNDS; round++) {
            quiet.forEach(shopper -> assertThat(shopper.add(balancer)).isTrue());
        }
        busy = new BusyShoppers(BUSY_SHOPPERS, balancer);
        busy.awaitMoreAnswers();
    }

    @AfterAll
    final void closeShops() {
        if (busy != null) {
            busy.stop();
        }
        grid.close();
    }

    /** Until then the loss of one member more is more than was promised. */
    private void awaitBackups() {
        await().atMost(ProcessTiming.PATIENCE)
                .until(() -> new Browser()
                        .fetch(grid.second(), AppServer.SAFE)
                        .body()
                        .equals("true"));
    }

    @Test
    @Order(1)
    @Guarantee("G2, G17")
    final void whatAKilledApplicationServerAnsweredIsOnTheOther() {
        orphans = Stream.generate(() -> UUID.randomUUID().toString())
                .limit(ORPHANS)
                .toList();
        orphans.parallelStream()
                .forEach(token -> new Browser().fetch(grid.first(), "/?life=" + ORPHANS_LIFE + "&add=" + token));

        orphaned = System.nanoTime();
        assertThat(ended()).isEmpty();

        grid.first().jvm().kill();
        busy.awaitMoreAnswers();

        assertNothingLost();
    }

    @Test
    @Order(2)
    @Guarantee("G2, G17")
    final void whatWasAnsweredSurvivesAMemberWithoutTheApplicationsClasses() {
        awaitBackups();

        grid.member(0).kill();
        busy.awaitMoreAnswers();

        assertNothingLost();
    }

    @Test
    @Order(3)
    @Guarantee("G6")
    final void theEndOfEverySessionOfAKilledServerIsToldOnceWithItsAttributes() {
        Duration left = ORPHANS_END.minusNanos(System.nanoTime() - orphaned);

        List<String> ended = await().atMost(left.toSeconds() > 0 ? left : Duration.ofSeconds(1))
                .until(this::ended, all -> all.containsAll(tokens(orphans)));

        told = System.nanoTime();
        assertThat(ended).containsExactlyInAnyOrderElementsOf(tokens(orphans));
        assertThat(grid.running())
                .as("each of the others has told some")
                .allSatisfy(server -> assertThat(ended(server)).isNotEmpty());
    }

    private static List<String> tokens(List<String> sessions) {
        return sessions.stream().map(token -> "[" + token + "]").toList();
    }

    private List<String> ended() {
        return grid.running().stream().flatMap(server -> ended(server).stream()).toList();
    }

    private static List<String> ended(ContractServer server) {
        return new Browser().fetch(server, AppServer.ENDED).body().lines().toList();
    }

    @Test
    @Order(4)
    @Guarantee("G2, G18")
    final void everyAnsweredTokenOfABusyShopperIsThereOnce() {
        busy.stop();

        for (Shopper shopper : busy.shoppers()) {
            List<String> found = ProcessTiming.awaitTokens(shopper, grid.second());
            assertThat(found).doesNotHaveDuplicates().containsSubsequence(shopper.answered());
            assertThat(shopper.sent()).containsAll(found);
        }
    }

    @Test
    @Order(5)
    @Guarantee("G12")
    final void nobodyWasToldThatThereIsNoSuchSession() {
        assertThat(everybody())
                .allSatisfy(shopper -> assertThat(shopper.complaints()).isEmpty());
    }

    @Test
    @Order(6)
    @Guarantee("G10")
    final void nobodyWaitedForLong() {
        assertThat(everybody())
                .allSatisfy(shopper -> assertThat(shopper.longestWait()).isLessThan(ProcessTiming.LONGEST_REQUEST));
    }

    @Test
    @Order(7)
    @Guarantee("G6")
    final void noEndIsToldAgainWhenTheClaimsAreOver() {
        await().atMost(ProcessTiming.PATIENCE).until(() -> System.nanoTime() - told > LONGER_THAN_A_LEASE.toNanos());

        assertThat(ended()).containsExactlyInAnyOrderElementsOf(tokens(orphans));
    }

    private void assertNothingLost() {
        for (Shopper shopper : quiet) {
            assertThat(ProcessTiming.awaitTokens(shopper, grid.second())).isEqualTo(shopper.answered());
        }
    }

    private List<Shopper> everybody() {
        return Stream.concat(quiet.stream(), busy.shoppers().stream()).toList();
    }
}
