package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Two members and an app server, processes of their own, while sessions come and go. Bounded by the system properties
 * {@code soak.minutes} and {@code soak.sessions}; {@code mvn verify -Psoak}. The result is in {@code target/soak.md}.
 */
@DisplayName("A grid whose sessions come and go")
public abstract class SoakContract {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 15));
    private static final long SESSIONS = Integer.getInteger("soak.sessions", 100_000);

    /** These stay all the time, and are used now and then. */
    private static final int STAYING = 1_000;

    /** Of the others. Their trace then stays for two minutes, the shortest time there is. */
    private static final Duration LIFE = Duration.ofSeconds(20);

    /**
     * By then the first traces are gone, Hazelcast's next look included, and the number of entries is what it stays.
     */
    private static final Duration WARM_UP = Duration.ofMinutes(4);

    private static final int SAMPLES = 30;
    private static final int USERS = 8;
    private static final int REQUESTS = 3;

    /** Less than anything that holds a key; what Hazelcast itself gathers and drops every two minutes is 5 MB. */
    private static final double BYTES_PER_SESSION = 60;

    /** Of an entry: half a minute after its trace is due, in which Hazelcast looks at it. */
    private static final Duration OLDEST = Duration.ofSeconds(150);

    /** In bytes: how much two looks at a heap differ though nothing has changed. */
    private static final double WOBBLE = 1_500_000;

    private static final int THREADS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong invalidated = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private final List<Browser> staying = new ArrayList<>();
    private final List<SoakSample> samples = new ArrayList<>();
    private long start;
    private long told;

    /** Whose {@code main} is an application server with the container under test. */
    protected abstract Class<?> main();

    @Test
    void takesNoMoreMemoryThanAtFirst() throws IOException, InterruptedException {
        try (ProcessGrid grid =
                new ProcessGrid(main(), GridMode.CLIENT, false, 2, List.of(List.of(ProcessClock.RIGHT)))) {
            List<WatchedJvm> jvms = Stream.of(
                            grid.member(0), grid.member(1), grid.first().jvm())
                    .map(WatchedJvm::new)
                    .toList();
            soak(grid.first(), jvms);
            awaitEnds(grid.first());
            jvms.forEach(WatchedJvm::close);
        }
        report();
        check();
    }

    private void soak(ContractServer server, List<WatchedJvm> jvms) throws InterruptedException {
        for (int i = 0; i < STAYING; i++) {
            Browser browser = new Browser();
            browser.fetch(server, "/?add=" + i);
            staying.add(browser);
        }
        start = System.nanoTime();
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        IntStream.range(0, USERS).forEach(user -> users.execute(() -> comeAndGo(server)));
        for (int i = 1; i <= SAMPLES; i++) {
            LockSupport.parkNanos(start + LENGTH.toNanos() * i / SAMPLES - System.nanoTime());
            samples.add(sample(server, jvms));
        }
        over.set(true);
        users.shutdown();
        assertThat(users.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void comeAndGo(ContractServer server) {
        while (!over.get()) {
            long number = begun.incrementAndGet();
            LockSupport.parkNanos(start + LENGTH.toNanos() / SESSIONS * number - System.nanoTime());
            try {
                visit(server, number);
            } catch (RuntimeException | AssertionError e) {
                complaints.add(e.toString());
            }
        }
    }

    /** Every second session ends, the others are left to expire; one that stays is used as well. */
    private void visit(ContractServer server, long number) {
        Browser browser = new Browser();
        browser.fetch(server, "/?add=" + number + "&life=" + LIFE.toSeconds());
        for (int i = 1; i < REQUESTS; i++) {
            require(browser.fetch(server, "/?add=more").body().contains(Long.toString(number)), "lost " + number);
        }
        if (number % 2 == 0) {
            browser.fetch(server, "/?end");
            invalidated.incrementAndGet();
        }
        int which = ThreadLocalRandom.current().nextInt(STAYING);
        require(staying.get(which).fetch(server, "/").body().equals("[" + which + "]"), "lost one that stays");
    }

    private void require(boolean condition, String complaint) {
        if (!condition) {
            complaints.add(complaint);
        }
    }

    private SoakSample sample(ContractServer server, List<WatchedJvm> jvms) {
        WatchedJvm appServer = jvms.get(2);
        long sessions = begun.get();
        told += newlyTold(server);
        return new SoakSample(
                elapsed(),
                sessions,
                told,
                Long.parseLong(new Browser().fetch(server, AppServer.SIZE).body()),
                jvms.stream().map(WatchedJvm::liveHeap).toList(),
                jvms.stream().map(WatchedJvm::threads).toList(),
                appServer.sessionsBean("LiveSessions"),
                appServer.sessionsBean("LiveBytes"));
    }

    private static long newlyTold(ContractServer server) {
        return new Browser()
                .fetch(server, AppServer.ENDED + "?forget")
                .body()
                .lines()
                .count();
    }

    /** What is left expires, and a listener is told of each session, and of none twice. */
    private void awaitEnds(ContractServer server) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            told += newlyTold(server);
            return told >= begun.get();
        });
    }

    /** However unsteady the pace: a busy machine makes it so. */
    private long begunBefore(Duration moment) {
        return samples.stream()
                .filter(sample -> sample.at().compareTo(moment) <= 0)
                .mapToLong(SoakSample::begun)
                .max()
                .orElse(0);
    }

    private List<SoakSample> measured() {
        Duration warmUp = LENGTH.dividedBy(2).compareTo(WARM_UP) < 0 ? LENGTH.dividedBy(2) : WARM_UP;
        return samples.stream()
                .filter(sample -> sample.at().compareTo(warmUp) >= 0)
                .toList();
    }

    private double growth(int jvm) {
        return SoakSample.growthPerSession(measured(), sample -> sample.heaps().get(jvm));
    }

    /** Of a short run a few bytes a session are less than the wobble of the heap. */
    private double mostPerSession() {
        List<SoakSample> measured = measured();
        long sessions =
                measured.get(measured.size() - 1).begun() - measured.get(0).begun();
        return Math.max(BYTES_PER_SESSION, WOBBLE / sessions);
    }

    private void report() throws IOException {
        String report =
                ("# Soak\n\n%d minutes; %,d sessions begun, %,d of them invalidated, the others left to expire after"
                                + " %d s; %,d that stay; %d requests each, %,d failed.%n%n")
                        .formatted(
                                LENGTH.toMinutes(),
                                begun.get(),
                                invalidated.get(),
                                LIFE.toSeconds(),
                                STAYING,
                                REQUESTS,
                                complaints.size());
        report += SoakSample.head() + samples.stream().map(SoakSample::row).collect(Collectors.joining());
        report +=
                "%nGrowth of the live heap per session, from minute %d on: members %.1f and %.1f bytes, app server %.1f bytes; expected less than %.0f.%n"
                        .formatted(
                                measured().get(0).at().toMinutes(), growth(0), growth(1), growth(2), mostPerSession());
        Files.writeString(Path.of("target", "soak.md"), report);
    }

    private void check() {
        assertThat(complaints).isEmpty();
        assertThat(told).isEqualTo(begun.get());
        for (SoakSample sample : measured()) {
            assertThat(sample.entries())
                    .as("entries at %s, of sessions that stay and of those begun since %s", sample.at(), OLDEST)
                    .isLessThanOrEqualTo(
                            STAYING + sample.begun() - begunBefore(sample.at().minus(OLDEST)));
        }
        for (int jvm = 0; jvm < 3; jvm++) {
            assertThat(growth(jvm)).as("bytes per session, process %d", jvm).isLessThan(mostPerSession());
            int first = measured().get(0).threads().get(jvm);
            int last = samples.get(samples.size() - 1).threads().get(jvm);
            assertThat(last).as("threads, process %d", jvm).isLessThanOrEqualTo(first + THREADS);
        }
    }
}
