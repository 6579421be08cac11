package io.sessiongrid.jetty;

import java.time.Duration;
import java.util.concurrent.Executor;

/** Times of the tests with real processes. */
final class ProcessTiming {
    /** Setting {@code timeout} of the application servers. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** What a request may take beside its waits for the grid, with all processes on two busy processors. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    /** A request asks the grid at its beginning and commits at its end. */
    static final Duration LONGEST_REQUEST = TIMEOUT.multipliedBy(2).plus(SLACK);

    static final Executor A_THREAD_EACH = task -> new Thread(task).start();

    private ProcessTiming() {}
}
