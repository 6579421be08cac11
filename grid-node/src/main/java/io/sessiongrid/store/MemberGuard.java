package io.sessiongrid.store;

import dev.failsafe.CircuitBreaker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one member that is slow, or silent, from taking all request threads of this server (G10): only so many calls to
 * it are under way, only so many of them for longer than a moment, and after a few that it left without any answer none
 * but a probe now and then. Thread-safe.
 */
final class MemberGuard {
    private static final Logger log = System.getLogger(MemberGuard.class.getName());

    /** Calls under way that a healthy member will soon have answered. */
    static final int MOST_PROMPT = 64;

    /**
     * Calls that are held up, be it by a silent backup of their own session: they do not stand in the way of others.
     */
    static final int MOST_HELD_UP = 64;

    /** What is not answered by then is held up. Longer than an ordinary collection of garbage. */
    static final Duration PROMPT = Duration.ofMillis(250);

    /** Calls in a row that had no answer at all. */
    static final int SILENT_CALLS = 3;

    static final Duration BETWEEN_PROBES = Duration.ofMillis(500);

    private final String member;
    private final Semaphore prompt = new Semaphore(MOST_PROMPT, true);
    private final Semaphore heldUp = new Semaphore(MOST_HELD_UP, true);
    private final CircuitBreaker<Object> breaker;

    /** @param member what to call it in messages */
    MemberGuard(String member) {
        this.member = member;
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(SILENT_CALLS)
                .withDelay(BETWEEN_PROBES)
                .withSuccessThreshold(1)
                .onOpen(event -> logSilence(event.getPreviousState()))
                .onClose(event -> log.log(Level.INFO, "{0} answers again", member))
                .build();
    }

    private void logSilence(CircuitBreaker.State before) {
        if (before == CircuitBreaker.State.CLOSED) {
            log.log(
                    Level.WARNING,
                    "{0} left {1} calls in a row without an answer; its sessions are refused at once until it answers or"
                            + " others have taken them over",
                    member,
                    SILENT_CALLS);
        }
    }

    /** True if calls are not even sent, but for a probe now and then. */
    boolean isClosedOff() {
        return !breaker.isClosed();
    }

    /**
     * Lets a call pass; the pass must be closed.
     *
     * @throws RefusedCallException if the member has enough on its hands, or is silent
     */
    MemberPass enter(Duration patience) throws InterruptedException {
        if (!breaker.tryAcquirePermit()) {
            throw new RefusedCallException(member + " does not answer", false);
        }
        Duration wait = patience.compareTo(PROMPT) < 0 ? patience : PROMPT;
        boolean entered = false;
        try {
            entered = prompt.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!entered) {
                unknown();
            }
        }
        if (!entered) {
            throw new RefusedCallException(MOST_PROMPT + " calls to " + member + " are under way already", false);
        }
        return new MemberPass(this);
    }

    /** A call is held up, and makes room for others. */
    void hold() {
        if (!heldUp.tryAcquire()) {
            throw new RefusedCallException(
                    MOST_HELD_UP + " calls to " + member + " wait for longer than " + PROMPT.toMillis() + " ms already",
                    true);
        }
        prompt.release();
    }

    void leave(boolean held) {
        (held ? heldUp : prompt).release();
    }

    /** A call that was given up: its answer may come yet. */
    void listenTo(CompletableFuture<?> answer) {
        CompletableFuture<?> unused = answer.whenComplete((result, failure) -> {
            if (failure == null && !breaker.isClosed()) {
                breaker.close();
            }
        });
    }

    /** The member has said something. */
    void answered() {
        breaker.recordSuccess();
    }

    /** A call to the member was given up without any answer. */
    void silent() {
        breaker.recordFailure();
    }

    /** A call ended that says nothing of the member; but if it was to be the probe, there must be another. */
    void unknown() {
        if (!breaker.isClosed()) {
            breaker.recordFailure();
        }
    }
}
