package io.sessiongrid.contract;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shoppers that send requests all the time, each in a thread of its own, until they are told to stop. */
final class BusyShoppers {
    /** Answers to each of them by which it is clear that all is well. */
    private static final int MANY = 20;

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Shopper> shoppers;
    private final List<CompletableFuture<Void>> running;

    BusyShoppers(int number, Balancer balancer) {
        shoppers = Stream.generate(Shopper::new).limit(number).toList();
        running = shoppers.stream()
                .map(shopper -> CompletableFuture.runAsync(
                        () -> {
                            while (!stopped.get()) {
                                shopper.add(balancer);
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
        Map<Shopper, Integer> before =
                shoppers.stream().collect(Collectors.toMap(Function.identity(), Shopper::numberAnswered));
        await().atMost(ProcessTiming.PATIENCE)
                .until(() -> before.entrySet().stream()
                        .allMatch(entry -> entry.getKey().numberAnswered() >= entry.getValue() + MANY));
    }

    /** Returns when their last requests are answered. */
    void stop() {
        stopped.set(true);
        running.forEach(CompletableFuture::join);
    }
}
