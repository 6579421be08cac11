package io.sessiongrid.tomcat.process;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/** Asks members all the time how they are, as a monitor does, and remembers wrong answers. */
final class HealthWatch {
    private static final Executor A_THREAD_OF_ITS_OWN = task -> new Thread(task, "health watch").start();
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<DedicatedMember> members;
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> running;
    private volatile boolean stopped;

    /** @param members those that have joined and were not told to stop; may change all the time */
    HealthWatch(List<DedicatedMember> members) {
        this.members = members;
        running = CompletableFuture.runAsync(this::watch, A_THREAD_OF_ITS_OWN);
    }

    private void watch() {
        while (!stopped) {
            for (DedicatedMember member : members) {
                expect(member, "live", List.of(200));
                expect(member, "ready", List.of(200));
                expect(member, "safe", List.of(200, 503));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void expect(DedicatedMember member, String what, List<Integer> expected) {
        int status = member.health(what);
        if (!expected.contains(status) && members.contains(member)) {
            wrong.add("member " + member.port() + " " + what + ": " + status);
        }
    }

    /** Returns the wrong answers. */
    List<String> stop() {
        stopped = true;
        running.join();
        return List.copyOf(wrong);
    }
}
