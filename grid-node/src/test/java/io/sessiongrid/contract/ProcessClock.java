package io.sessiongrid.contract;

import java.time.Duration;

/**
 * By how much Hazelcast in a process takes the time for another than it is. The app server's own clock is right: what a
 * wrong one does is tested in {@code SkewedClockTest}, because a JVM under libfaketime is slower by far than tests can
 * wait.
 */
record ProcessClock(Duration offset) {
    static final ProcessClock RIGHT = new ProcessClock(Duration.ZERO);

    String option() {
        return "-Dcom.hazelcast.clock.offset=" + offset.toMillis();
    }
}
