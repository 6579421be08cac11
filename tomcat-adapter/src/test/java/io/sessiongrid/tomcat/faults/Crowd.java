package io.sessiongrid.tomcat.faults;

import java.util.List;
import java.util.stream.IntStream;

/** Shoppers, each in a thread of its own, until they are told to stop. */
public final class Crowd {
    private final Tally tally;
    private final List<FaultShopper> shoppers;
    private final List<Thread> threads;

    /** @param seed of what they do; each draws on its own */
    public Crowd(int size, long seed, Site site, Tally tally, Starvation starvation) {
        this.tally = tally;
        shoppers = IntStream.rangeClosed(1, size)
                .mapToObj(number -> new FaultShopper(number, seed, site, tally, starvation))
                .toList();
        threads = shoppers.stream()
                .map(shopper -> new Thread(() -> run(shopper), "shopper"))
                .toList();
        threads.forEach(Thread::start);
    }

    private void run(FaultShopper shopper) {
        try {
            shopper.run();
        } catch (RuntimeException | Error e) {
            tally.violation("A shopper fell over: " + e);
            throw e;
        }
    }

    /** Waits for their last requests, and lets each look once more; to be called when all is well. */
    public void stop() throws InterruptedException {
        shoppers.forEach(FaultShopper::stop);
        for (Thread thread : threads) {
            thread.join();
        }
        long without =
                shoppers.stream().filter(shopper -> !shopper.lookAtLast()).count();
        if (without > 0) {
            tally.violation(without + " shoppers could not see their sessions at the end, when all was well");
        }
    }
}
