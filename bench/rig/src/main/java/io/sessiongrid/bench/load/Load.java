package io.sessiongrid.bench.load;

import io.sessiongrid.bench.contender.Deployment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Closed loop: {@value #SHOPPERS} clients, each of which asks again as soon as it has its answer. */
public final class Load implements AutoCloseable {
    public static final int SHOPPERS = 16;

    /** Of each client in a run with a failure. */
    private static final int SESSIONS_AT_RISK = 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS);
    private volatile boolean measuring;
    private volatile boolean over;
    private volatile boolean moved;

    /** Throws {@link IOException} if sessions cannot begin. */
    public CellResult run(Deployment deployment, Cell cell, Duration warmUp, Duration length) throws IOException {
        List<Shopper> shoppers = begin(deployment, cell, 1);
        List<Future<Tally>> running = start(shoppers);
        pause(warmUp);
        Usage before = Usage.now(deployment);
        measuring = true;
        pause(length);
        measuring = false;
        Usage after = Usage.now(deployment);
        Tally tally = end(running);
        shoppers.forEach(shopper -> shopper.lookBack(tally));
        shoppers.forEach(Shopper::close);
        return CellResult.between(deployment, cell, before, after, tally);
    }

    /**
     * The first server is killed in the middle, and its clients go on with the second.
     *
     * @return with what was lost
     */
    public Tally runWithFailure(Deployment deployment, Cell cell, Duration until, Duration after) throws IOException {
        List<Shopper> shoppers = begin(deployment, cell, SESSIONS_AT_RISK);
        List<Future<Tally>> running = start(shoppers);
        measuring = true;
        pause(until);
        moved = true;
        deployment.servers().get(0).kill();
        pause(after);
        Tally tally = end(running);
        shoppers.forEach(shopper -> shopper.lookBack(tally));
        shoppers.forEach(Shopper::close);
        return tally;
    }

    private List<Shopper> begin(Deployment deployment, Cell cell, int sessions) throws IOException {
        over = false;
        moved = false;
        List<Shopper> shoppers = new ArrayList<>();
        for (int home = 0; home < SHOPPERS; home++) {
            Shopper shopper = new Shopper(cell, deployment.ports(), home, sessions);
            shoppers.add(shopper);
            shopper.begin();
        }
        return shoppers;
    }

    private List<Future<Tally>> start(List<Shopper> shoppers) {
        return shoppers.stream()
                .map(shopper -> threads.submit(() -> shop(shopper)))
                .toList();
    }

    private Tally shop(Shopper shopper) {
        Tally measured = new Tally();
        Tally ignored = new Tally();
        while (!over) {
            if (moved) {
                shopper.moveTo(1);
            }
            shopper.round(measuring ? measured : ignored);
        }
        measured.addFaults(ignored);
        return measured;
    }

    private Tally end(List<Future<Tally>> running) {
        over = true;
        Tally sum = new Tally();
        try {
            for (Future<Tally> shopper : running) {
                sum.add(shopper.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        measuring = false;
        return sum;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
