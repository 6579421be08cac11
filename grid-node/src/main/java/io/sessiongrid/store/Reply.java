package io.sessiongrid.store;

import java.time.Instant;

/**
 * What came of asking one member.
 *
 * @param <R> what it was asked for
 */
public sealed interface Reply<R> {
    /**
     * It answered.
     *
     * @param asked when it was asked, by the clock of who asked
     * @param answered when the answer was there, by the same clock
     */
    record Answer<R>(R value, Instant asked, Instant answered) implements Reply<R> {}

    /**
     * It did not.
     *
     * @param reason continues "member …", for example "did not answer within 2 s"
     * @param leaving true if nothing is wrong with that
     */
    record Silence<R>(String reason, boolean leaving) implements Reply<R> {}
}
