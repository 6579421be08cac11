package io.sessiongrid.demo.script;

import io.sessiongrid.demo.shop.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/** Goes shopping, one request after the other, and notes what the shop confirms. */
final class Shopper implements Callable<Losses> {
    private static final int FULL_BASKET = 8;

    /** Before a shopper whose request failed asks what is in the basket. */
    private static final Duration BREATH = Duration.ofMillis(200);

    /** At the end: one for each app server. */
    private static final int LAST_LOOKS = 2;

    private static final int MOST_LAST_LOOKS = 50;

    private final String name;
    private final ShopClient client;
    private final Pace pace;
    private final Traffic traffic;
    private final Random random;
    private final Ledger ledger = new Ledger();
    private boolean failed;
    private int articles;
    private String lastServer = "";

    Shopper(int number, ShopClient client, Pace pace, Traffic traffic) {
        this.name = "s" + number;
        this.client = client;
        this.pace = pace;
        this.traffic = traffic;
        this.random = new Random(number);
    }

    @Override
    public Losses call() throws InterruptedException {
        try {
            while (pace.next()) {
                Step step = nextStep();
                make(step);
                // At once, on the other server: whoever saves late is caught.
                if (!(step instanceof Step.Look) && pace.another()) {
                    make(new Step.Look());
                }
            }
            lookAtTheEnd();
        } finally {
            // If this one had to give up, so have all.
            pace.stop();
        }
        return losses();
    }

    /** So far. */
    Losses losses() {
        return ledger.losses();
    }

    private Step nextStep() {
        int dice = random.nextInt(100);
        if (failed || ledger.isInDoubt() || dice < 30) {
            return new Step.Look();
        }
        if (dice < 35) {
            return new Step.LogIn();
        }
        List<String> there = ledger.articles();
        if (there.size() >= FULL_BASKET || (!there.isEmpty() && dice < 60)) {
            return new Step.Take(there.get(random.nextInt(there.size())));
        }
        return new Step.Put(name + "-" + articles++);
    }

    private void make(Step step) throws InterruptedException {
        long start = System.nanoTime();
        Outcome outcome = client.send(step);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        failed = outcome instanceof Outcome.Failed;
        if (outcome instanceof Outcome.Answered answered) {
            Receipt receipt = answered.receipt();
            traffic.answered(time, !receipt.servedBy().equals(lastServer));
            lastServer = receipt.servedBy();
            ledger.answered(step, receipt);
        } else if (outcome instanceof Outcome.Failed failure) {
            traffic.failed(time, failure.how());
            ledger.unanswered(step);
            Thread.sleep(BREATH.toMillis());
        }
    }

    /** Nothing is proved about a basket that nobody has seen again, on each server. */
    private void lookAtTheEnd() throws InterruptedException {
        int looks = 0;
        for (int i = 0; i < MOST_LAST_LOOKS && (looks < LAST_LOOKS || ledger.isInDoubt()); i++) {
            make(new Step.Look());
            looks += failed ? 0 : 1;
        }
        if (looks < LAST_LOOKS) {
            ledger.neverAnswered();
        }
    }
}
