package io.sessiongrid.bench.micro.scaling;

import io.sessiongrid.bench.micro.grid.BenchGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.HdrHistogram.Histogram;

/** Closed loop: so many threads, each of which asks again as soon as it has its answer. */
final class Load implements AutoCloseable {
    /** So many figures of a time are exact. */
    private static final int DIGITS = 3;

    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    private final BenchGrid grid;
    private final int count;
    private final ExecutorService threads;
    private volatile boolean measuring;
    private volatile boolean over;

    Load(BenchGrid grid, int threads) {
        this.grid = grid;
        this.count = threads;
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /**
     * Makes requests for a while.
     *
     * @param sessions how many there are; no two threads use one at once
     * @param request is given the number of a session
     */
    Cost run(int sessions, IntConsumer request, Duration warmUp, Duration length) throws InterruptedException {
        over = false;
        measuring = false;
        List<Future<Histogram>> running = new ArrayList<>();
        for (int thread = 0; thread < count; thread++) {
            int number = thread;
            running.add(threads.submit(() -> ask(number, sessions, request)));
        }
        Thread.sleep(warmUp.toMillis());
        long start = System.nanoTime();
        Duration own = BenchGrid.ownCpu();
        Duration members = grid.cpuOfMembers();
        measuring = true;
        Thread.sleep(length.toMillis());
        measuring = false;
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        own = BenchGrid.ownCpu().minus(own);
        members = grid.cpuOfMembers().minus(members);
        over = true;
        return new Cost(sum(running), elapsed, own, members);
    }

    private Histogram ask(int thread, int sessions, IntConsumer request) {
        SplittableRandom random = new SplittableRandom(thread);
        Histogram times = new Histogram(LONGEST, DIGITS);
        while (!over) {
            int session = random.nextInt(sessions / count) * count + thread;
            long start = System.nanoTime();
            request.accept(session);
            if (measuring) {
                times.recordValue(Math.min(LONGEST, System.nanoTime() - start));
            }
        }
        return times;
    }

    private static Histogram sum(List<Future<Histogram>> running) throws InterruptedException {
        Histogram sum = new Histogram(LONGEST, DIGITS);
        try {
            for (Future<Histogram> thread : running) {
                sum.add(thread.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A request failed", e.getCause());
        }
        return sum;
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
