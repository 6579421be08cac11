package io.sessiongrid.contract;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** Times of the tests with real processes. */
final class ProcessTiming {
    /** Setting {@code timeout} of the application servers. */
    static final Duration TIMEOUT = Duration.ofSeconds(4);

    /** What a request may take beside its waits for the grid, with all processes on two busy processors. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    /**
     * A request asks the grid at its beginning and commits at its end; if it has lost its patience, for a moment only.
     */
    static final Duration LONGEST_REQUEST =
            TIMEOUT.multipliedBy(11).dividedBy(10).plus(SLACK);

    /** Until all is well again, on any machine. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    static final Executor A_THREAD_EACH = task -> new Thread(task).start();

    private ProcessTiming() {}

    /** What the server finds in the shopper's session, as soon as it can say so. */
    static List<String> awaitTokens(Shopper shopper, ContractServer server) {
        return await().atMost(PATIENCE).until(() -> shopper.tokens(server), tokens -> !tokens.isEmpty());
    }
}
