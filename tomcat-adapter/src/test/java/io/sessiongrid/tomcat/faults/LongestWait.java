package io.sessiongrid.tomcat.faults;

import java.time.Duration;
import java.util.List;

/** How long a request to a server that is well may take (G10). */
final class LongestWait {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Looking up its session, committing it, and settling what came in between; each has a twentieth more. */
    private static final int CALLS_AFTER_THE_TIMEOUT = 4;

    /** What browser, balancer, container and application take themselves. */
    private static final Duration HANDLING = Duration.ofMillis(300);

    /** Threads and processes that a request passes, one after the other, each as late as any other. */
    private static final int HANDS = 6;

    private LongestWait() {}

    /**
     * @param steps of the request, of which {@code wait:100} takes a tenth of a second
     * @param starved how much too late a thread was that only slept meanwhile
     */
    static Duration of(List<String> steps, Duration starved) {
        Duration own = steps.stream()
                .filter(step -> step.startsWith("wait:"))
                .map(step -> Duration.ofMillis(Long.parseLong(step.substring("wait:".length()))))
                .reduce(Duration.ZERO, Duration::plus);
        return TIMEOUT.plus(TIMEOUT.dividedBy(20).multipliedBy(CALLS_AFTER_THE_TIMEOUT))
                // A request regains a tenth of the time that it lives.
                .plus(own.multipliedBy(11).dividedBy(10))
                .plus(HANDLING)
                .plus(starved.multipliedBy(HANDS));
    }
}
