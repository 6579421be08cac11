package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
 * What any container's adapter must do for sessions whose application servers come and go, and whose clocks are ten
 * minutes apart: the first one's is ahead, which in embedded mode makes it the clock of the grid until it dies. A
 * session is used all the while, in turn on each server. The steps share the processes, so their order matters.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayNameGeneration(Sentences.class)
public abstract class SessionLifeContract {
    private static final Duration SKEW = Duration.ofMinutes(10);
    private static final ProcessClock AHEAD = new ProcessClock(SKEW);
    private static final ProcessClock BEHIND = new ProcessClock(SKEW.negated());

    /** Members that have just started on a busy machine know the grid's clock no better. */
    private static final Duration AGREEMENT = Duration.ofSeconds(10);

    /** Of the session that is used all the while; longer than the grid is away when a member dies. */
    private static final Duration BUSY_LIFE = Duration.ofSeconds(5);

    private static final int INTERVALS = 6;

    /** In seconds: less than the clocks are apart, and more than the test takes. */
    private static final int LONG_LIFE = 300;

    /** In seconds. */
    private static final int SHORT_LIFE = 2;

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(100);
    private static final int PATIENT_SHOPPERS = 12;

    private final Class<?> main;
    private final GridMode mode;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Shopper busy = new Shopper();
    private final Queue<Browser> patient = new ConcurrentLinkedQueue<>();
    private final List<String> told = new ArrayList<>();
    private ProcessGrid grid;
    private CompletableFuture<Void> shopping = CompletableFuture.completedFuture(null);
    private long start;

    /**
     * Without a process yet.
     *
     * @param main of an application server; calls {@link AppServer#run}
     */
    protected SessionLifeContract(Class<?> main, GridMode mode) {
        this.main = main;
        this.mode = mode;
    }

    @BeforeAll
    final void begin() {
        grid = new ProcessGrid(
                main,
                mode,
                false,
                mode == GridMode.CLIENT ? 2 : 0,
                List.of(List.of(AHEAD), List.of(BEHIND, ProcessClock.RIGHT)));
        await().atMost(ProcessTiming.PATIENCE)
                .until(() -> grid.running().stream()
                        .allMatch(server -> fetch(server, AppServer.SAFE).equals("true")));
        assertThat(busy.add(grid.first(), BUSY_LIFE)).isTrue();
        Balancer balancer = new RunningServers(grid, false);
        start = System.nanoTime();
        shopping = CompletableFuture.runAsync(
                () -> {
                    while (!stopped.get()) {
                        busy.tokens(balancer);
                        LockSupport.parkNanos(BETWEEN_REQUESTS.toNanos());
                    }
                },
                ProcessTiming.A_THREAD_EACH);
    }

    @AfterAll
    final void end() {
        if (grid != null) {
            stopped.set(true);
            shopping.join();
            grid.close();
        }
    }

    @Test
    @Order(1)
    @Guarantee("G7")
    final void allServersTellTheSameTimesOfASession() {
        for (ProcessGrid.Server maker : grid.running()) {
            long before = System.currentTimeMillis();
            Browser browser = patient(maker);
            List<Long> made = times(browser, maker);
            for (ProcessGrid.Server other : grid.running()) {
                List<Long> seen = times(browser, other);
                assertThat(seen.get(0)).isEqualTo(made.get(0));
                long latest = made.get(0) + System.currentTimeMillis() - before + AGREEMENT.toMillis();
                assertThat(seen.get(1)).isBetween(made.get(0), latest);
            }
            Duration off = Duration.ofMillis(made.get(0) - before);
            assertThat(off).isBetween(Duration.ofSeconds(-1), gridSkew().plusSeconds(60));
        }
    }

    /** Dedicated members have the right time. */
    private Duration gridSkew() {
        return mode == GridMode.CLIENT ? Duration.ZERO : SKEW;
    }

    private static List<Long> times(Browser browser, ContractServer server) {
        return Stream.of(browser.fetch(server, AppServer.TIMES).body().split(" ", -1))
                .map(Long::valueOf)
                .toList();
    }

    private Browser patient(ContractServer server) {
        Browser browser = new Browser();
        browser.fetch(server, "/?life=" + LONG_LIFE + "&add=patience");
        patient.add(browser);
        return browser;
    }

    @Test
    @Order(2)
    @Guarantee("G6")
    final void aSessionWhoseListenerDiesWithItsServerIsToldOfByAnother() {
        for (int i = 0; i < PATIENT_SHOPPERS; i++) {
            patient(grid.running().get(i % grid.running().size()));
        }
        fetch(grid.first(), AppServer.HANG);
        await().atMost(ProcessTiming.PATIENCE).until(() -> {
            String token = UUID.randomUUID().toString();
            told.add("[" + token + "]");
            fetch(grid.second(), "/?life=" + SHORT_LIFE + "&add=" + token);
            return grid.first().jvm().hasSaid("HANGING");
        });

        grid.first().jvm().kill();

        await().atMost(ProcessTiming.PATIENCE).until(() -> ended().containsAll(told));
        assertThat(ended()).containsExactlyInAnyOrderElementsOf(told);
        await().atMost(ProcessTiming.PATIENCE).until(() -> sessions() == patient.size() + 1);
    }

    private List<String> ended() {
        return grid.running().stream()
                .flatMap(server -> fetch(server, AppServer.ENDED).lines())
                .toList();
    }

    private int sessions() {
        return Integer.parseInt(fetch(grid.second(), AppServer.SIZE));
    }

    @Test
    @Order(3)
    @Guarantee("G7")
    final void aSessionInUseLivesForManyIntervalsWhileServersAndMembersComeAndGo() {
        grid.start(List.of(AHEAD));
        if (mode == GridMode.CLIENT) {
            grid.member(0).kill();
        }
        grid.second().jvm().stop();

        await().atMost(ProcessTiming.PATIENCE)
                .until(() -> System.nanoTime() - start
                        > BUSY_LIFE.multipliedBy(INTERVALS).toNanos());
        stopped.set(true);
        shopping.join();
        assertThat(busy.complaints()).isEmpty();
        for (ProcessGrid.Server server : grid.running()) {
            assertThat(busy.tokens(server)).isEqualTo(busy.answered());
        }
    }

    @Test
    @Order(4)
    @Guarantee("G7")
    final void noOtherSessionHasEndedMeanwhile() {
        for (ProcessGrid.Server server : grid.running()) {
            assertThat(patient)
                    .allSatisfy(browser ->
                            assertThat(browser.fetch(server, "/").body()).isEqualTo("[patience]"));
        }
    }

    private static String fetch(ContractServer server, String page) {
        return new Browser().fetch(server, page).body();
    }
}
