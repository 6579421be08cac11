package io.sessiongrid.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call on its way past a {@link MemberGuard}, with all its repetitions. For one thread. */
final class MemberPass implements AutoCloseable {
    private enum Outcome {
        ANSWERED,
        SILENT,
        UNKNOWN
    }

    private final MemberGuard guard;
    private final long begun = System.nanoTime();
    private final long promptUntil = begun + MemberGuard.PROMPT.toNanos();
    private boolean held;
    private Outcome outcome = Outcome.UNKNOWN;

    MemberPass(MemberGuard guard) {
        this.guard = guard;
    }

    /**
     * Waits for an attempt's answer.
     *
     * @param deadline see {@link System#nanoTime}
     * @throws RefusedCallException if too many wait for longer than a moment
     */
    <R> R await(CompletableFuture<R> answer, long deadline)
            throws ExecutionException, InterruptedException, TimeoutException {
        boolean answered = false;
        try {
            R result = awaitPromptOrHeld(answer, deadline);
            answered = true;
            return result;
        } finally {
            if (!answered) {
                // It is a sign of life even if nobody waits for it any longer.
                guard.listenTo(answer);
            }
        }
    }

    private <R> R awaitPromptOrHeld(CompletableFuture<R> answer, long deadline)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (!held && promptUntil - deadline < 0) {
            try {
                return get(answer, promptUntil);
            } catch (TimeoutException e) {
                hold();
            }
        }
        return get(answer, deadline);
    }

    private static <R> R get(CompletableFuture<R> answer, long until)
            throws ExecutionException, InterruptedException, TimeoutException {
        return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** Between two attempts. */
    void holdIfLate() {
        if (!held && System.nanoTime() - promptUntil > 0) {
            hold();
        }
    }

    private void hold() {
        guard.hold();
        held = true;
    }

    /** The member has said something, be it that the call has failed. */
    void answered() {
        outcome = Outcome.ANSWERED;
    }

    /**
     * Nobody waits for the call any longer.
     *
     * @param timeout for so long a member may be without an answer; a request with less patience than half of that says
     *     nothing of the member
     */
    void givenUp(Duration timeout) {
        long waited = System.nanoTime() - begun;
        if (outcome == Outcome.UNKNOWN && waited >= timeout.dividedBy(2).toNanos()) {
            outcome = Outcome.SILENT;
        }
    }

    @Override
    public void close() {
        guard.leave(held);
        switch (outcome) {
            case ANSWERED -> guard.answered();
            case SILENT -> guard.silent();
            case UNKNOWN -> guard.unknown();
        }
    }
}
