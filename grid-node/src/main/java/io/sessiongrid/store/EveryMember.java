package io.sessiongrid.store;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.ExecutionCallback;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IExecutorService;
import com.hazelcast.core.MemberLeftException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Asks every member of the grid the same, as one of them or as a client. Never waits. */
final class EveryMember {
    private static final String EXECUTOR = "sessiongrid";
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HazelcastInstance hazelcast;
    private final Duration timeout;
    private final InstantSource clock = InstantSource.system();

    EveryMember(HazelcastInstance hazelcast, Duration timeout) {
        this.hazelcast = hazelcast;
        this.timeout = timeout;
    }

    /**
     * The replies by member, the oldest member first; there after the timeout at the latest.
     *
     * @param question must be one of ours, so that it can travel
     * @param value what of the answer that travelled is wanted
     */
    <W, R> CompletableFuture<Map<Member, Reply<R>>> ask(Callable<W> question, Function<W, R> value) {
        Map<Member, CompletableFuture<Reply<R>>> asked = new LinkedHashMap<>();
        hazelcast.getCluster().getMembers().forEach(member -> asked.put(member, new CompletableFuture<>()));
        // Finding the executor asks the grid, and one of its members may stand still.
        Thread thread = new Thread(() -> ask(asked, question, value), "ask members");
        thread.setDaemon(true);
        // The JVM's thread for time-outs comes to be in it, too, and would hold an application's loader for ever.
        thread.setContextClassLoader(EveryMember.class.getClassLoader());
        thread.start();
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> {
                    Map<Member, Reply<R>> replies = new LinkedHashMap<>();
                    asked.forEach((member, reply) -> replies.put(member, reply.join()));
                    return replies;
                });
    }

    private <W, R> void ask(
            Map<Member, CompletableFuture<Reply<R>>> asked, Callable<W> question, Function<W, R> value) {
        String late = "did not answer within " + timeout.toMillis() + " ms";
        for (CompletableFuture<Reply<R>> reply : asked.values()) {
            reply.completeOnTimeout(new Reply.Silence<>(late, false), timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            IExecutorService executor = executor();
            asked.forEach((member, reply) -> ask(executor, member, question, value, reply));
        } catch (RuntimeException e) {
            asked.values().forEach(reply -> reply.complete(silence(e)));
        }
    }

    /** A client asks any member for it, which may be the one that has just died. */
    private IExecutorService executor() {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                return hazelcast.getExecutorService(EXECUTOR);
            } catch (HazelcastException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private <W, R> void ask(
            IExecutorService executor,
            Member member,
            Callable<W> question,
            Function<W, R> value,
            CompletableFuture<Reply<R>> reply) {
        Instant asked = clock.instant();
        try {
            executor.submitToMember(question, member, new ExecutionCallback<W>() {
                @Override
                public void onResponse(W answer) {
                    reply.complete(new Reply.Answer<>(value.apply(answer), asked, clock.instant()));
                }

                @Override
                public void onFailure(Throwable failure) {
                    reply.complete(silence(failure));
                }
            });
        } catch (RuntimeException e) {
            reply.complete(silence(e));
        }
    }

    private static <R> Reply<R> silence(Throwable failure) {
        if (failure instanceof HazelcastInstanceNotActiveException || failure instanceof MemberLeftException) {
            return new Reply.Silence<>("is leaving, or has just left", true);
        }
        return new Reply.Silence<>(
                failure instanceof HazelcastSerializationException
                        ? "does not know the question; it needs the same or a neighbouring release of grid-node on its"
                                + " class path"
                        : "could not be asked: " + failure.getMessage(),
                false);
    }
}
