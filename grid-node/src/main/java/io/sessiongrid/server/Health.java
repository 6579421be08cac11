package io.sessiongrid.server;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.store.MemberReport;
import io.sessiongrid.store.MemberReports;
import io.sessiongrid.store.MemberState;
import io.sessiongrid.store.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How this member is, from the start of its process to its end. Thread-safe. */
final class Health {
    /** The longest that members are waited for, whichever stand still. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Between two questions of somebody who waits. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private volatile @Nullable HazelcastInstance member;
    private volatile @Nullable MemberState state;
    private volatile boolean leaving;
    private CompletableFuture<Safety> lastAnswer = CompletableFuture.completedFuture(new Safety(List.of()));
    private @Nullable CompletableFuture<Safety> nextAnswer;

    void joined(HazelcastInstance joined) {
        state = MemberState.of(joined);
        member = joined;
    }

    /** Never taken back. */
    void leaving() {
        leaving = true;
    }

    /** Restart the process if not. */
    Page live() {
        MemberState joined = state;
        boolean ended = joined != null && !leaving && !joined.isRunning();
        return Page.verdict("live", !ended, ended ? "the member has ended" : "the process runs");
    }

    /** True from the moment on at which the member has joined, until it is told to stop. */
    boolean isReady() {
        MemberState joined = state;
        return joined != null && !leaving && joined.isRunning();
    }

    Page ready() {
        return Page.verdict("ready", isReady(), isReady() ? "joined" : leaving ? "leaving" : "not joined yet");
    }

    /**
     * Answered as soon as it is safe, and when {@code wait} is over in any case; nobody's thread waits meanwhile.
     *
     * @param expected with fewer members it is not safe
     */
    CompletableFuture<Page> safe(Duration wait, int expected) {
        CompletableFuture<Safety> safety = wait.isZero()
                ? ask(expected)
                : safeUntil(
                        System.nanoTime() + wait.toNanos(),
                        expected,
                        new Safety(List.of("members did not answer within " + wait.toSeconds() + " s")));
        return safety.thenApply(answer -> Page.verdict("safe", answer.isSafe(), answer.text()));
    }

    /** @param last what was answered before, and is again if the time is over before the next answer is there */
    private CompletableFuture<Safety> safeUntil(long deadline, int expected, Safety last) {
        return ask(expected)
                .completeOnTimeout(last, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                .thenCompose(safety -> {
                    if (safety.isSafe() || leaving || deadline - System.nanoTime() < PAUSE.toNanos()) {
                        return CompletableFuture.completedFuture(safety);
                    }
                    Executor later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    return CompletableFuture.supplyAsync(() -> safety, later)
                            .thenCompose(answered -> safeUntil(deadline, expected, answered));
                });
    }

    private CompletableFuture<Safety> ask(int expected) {
        return ask().thenApply(safety -> safety.expecting(expected, members()));
    }

    private int members() {
        HazelcastInstance joined = member;
        return joined == null || !joined.getLifecycleService().isRunning()
                ? 0
                : joined.getCluster().getMembers().size();
    }

    /** Waits for the answer. */
    Safety safety() {
        return ask().join();
    }

    private CompletableFuture<Safety> ask() {
        HazelcastInstance joined = member;
        if (joined == null || leaving) {
            return CompletableFuture.completedFuture(
                    new Safety(List.of(leaving ? "this member is leaving" : "this member has not joined yet")));
        }
        return askNext(joined);
    }

    /**
     * Asks all members once those who were asked before have answered: who wants to know meanwhile shares the next
     * answer, because that which is on its way may count a member that has died since.
     */
    private synchronized CompletableFuture<Safety> askNext(HazelcastInstance joined) {
        CompletableFuture<Safety> next = nextAnswer;
        if (next == null) {
            next = lastAnswer.handle((answer, failure) -> joined).thenComposeAsync(this::begin);
            nextAnswer = next;
            lastAnswer = next;
        }
        return next;
    }

    private CompletableFuture<Safety> begin(HazelcastInstance joined) {
        synchronized (this) {
            nextAnswer = null;
        }
        return ask(joined);
    }

    private static CompletableFuture<Safety> ask(HazelcastInstance joined) {
        try {
            CompletableFuture<Map<Member, Reply<MemberReport>>> replies = MemberReports.ask(joined, PATIENCE);
            return replies.thenApply(Safety::of);
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(new Safety(List.of("could not ask: " + e.getMessage())));
        }
    }

    /** Null before the member has joined. */
    @Nullable
    MemberState state() {
        return state;
    }
}
