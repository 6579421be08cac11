package io.sessiongrid.contract;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shoppers that add and look in turn, each in a thread of its own, until they are told to stop. */
public final class BusyShoppers {
    /** Answers to each of them by which it is clear that all is well. */
    private static final int MANY = 20;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Shopper> shoppers;
    private final List<CompletableFuture<Void>> running;

    /** Without a pause. */
    BusyShoppers(int number, Balancer balancer) {
        this(Stream.generate(Shopper::new).limit(number).toList(), balancer, Duration.ZERO);
    }

    /** @param pause before each of their requests */
    public BusyShoppers(List<Shopper> shoppers, Balancer balancer, Duration pause) {
        this.shoppers = List.copyOf(shoppers);
        running = shoppers.stream()
                .map(shopper -> CompletableFuture.runAsync(
                        () -> {
                            while (!stopped.get()) {
                                LockSupport.parkNanos(pause.toNanos());
                                shopper.add(balancer);
                                LockSupport.parkNanos(pause.toNanos());
                                shopper.tokens(balancer);
                            }
                        },
                        ProcessTiming.A_THREAD_EACH))
                .toList();
    }

    List<Shopper> shoppers() {
        return shoppers;
    }

    /** Waits until each of them was served many times from now on. */
    void awaitMoreAnswers() {
        awaitMoreAnswers(MANY);
    }

    /** Waits until each of them was served so often from now on. */
    public void awaitMoreAnswers(int number) {
        Map<Shopper, Integer> before =
                shoppers.stream().collect(Collectors.toMap(Function.identity(), Shopper::numberAnswered));
        await().atMost(ProcessTiming.PATIENCE)
                .until(() -> before.entrySet().stream()
                        .allMatch(entry -> entry.getKey().numberAnswered() >= entry.getValue() + number));
    }

    /** Returns when their last requests are answered. */
    public void stop() {
        stopped.set(true);
        running.forEach(CompletableFuture::join);
    }
}
