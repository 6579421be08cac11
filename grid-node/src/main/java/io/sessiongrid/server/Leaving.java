package io.sessiongrid.server;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import io.sessiongrid.store.MemberState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The order in which a member leaves when it is told to: not ready any more, sessions handed over, process ended. Who
 * asks it by HTTP is answered all the while.
 */
final class Leaving {
    private static final Logger log = System.getLogger(Leaving.class.getName());

    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(2);

    private final HazelcastInstance member;
    private final MemberState state;
    private final Health health;
    private final Cluster cluster;
    private final String clusterName;
    private final Duration bound;
    private final AtomicInteger told = new AtomicInteger();

    Leaving(HazelcastInstance member, Health health) {
        this.member = member;
        this.state = MemberState.of(member);
        this.health = health;
        this.cluster = member.getCluster();
        this.clusterName = member.getConfig().getClusterName();
        this.bound = Duration.ofSeconds(
                new HazelcastProperties(member.getConfig()).getSeconds(ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT));
    }

    /** Listens to signals; where the JVM does not allow that, to its end, and then a second signal is not heard. */
    void whenTold() {
        boolean heard = Signals.on("TERM", this::toldToStop) && Signals.on("INT", this::toldToStop);
        if (!heard) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::toldToStop, "leave the grid"));
        }
    }

    private void toldToStop() {
        if (told.incrementAndGet() == 1) {
            leave();
        } else {
            log.log(
                    Level.WARNING,
                    "Told to stop again; stopped with {0} partitions not handed over: sessions in them survive only if"
                            + " the members with their backups do",
                    state.partitionsOwned());
            Runtime.getRuntime().halt(ExitCode.HURRIED);
        }
    }

    private void leave() {
        health.leaving();
        state.leaving();
        int others = cluster.getMembers().size() - 1;
        if (others == 0) {
            log.log(Level.WARNING, "Told to stop; no other member is there to take the sessions over");
        } else {
            log.log(
                    Level.INFO,
                    "Told to stop; the sessions move to {0}, for {1} s at most; another signal stops at once",
                    others == 1 ? "1 member" : others + " members",
                    bound.toSeconds());
        }
        long begin = System.nanoTime();
        CountDownLatch left = new CountDownLatch(1);
        Thread notes = new Thread(() -> noteProgress(left), "progress");
        notes.setDaemon(true);
        notes.start();
        boolean done = others == 0 || state.handOver(bound);
        int kept = others > 0 ? state.partitionsOwned() : 0;
        if (done) {
            member.shutdown();
        } else {
            // Its own shutdown would wait once more.
            member.getLifecycleService().terminate();
        }
        left.countDown();
        // Otherwise the exit code would be that of a process which died of the signal.
        Runtime.getRuntime().halt(end(kept, Duration.ofNanos(System.nanoTime() - begin)));
    }

    private int end(int kept, Duration taken) {
        if (kept == 0) {
            log.log(Level.INFO, "Left cluster {0}", clusterName);
            return ExitCode.OK;
        }
        log.log(
                Level.WARNING,
                "Left cluster {0} after {1} s with {2} partitions not handed over: sessions in them survive only if"
                        + " members with their backups do. No member was left to take them, or none did within"
                        + " hazelcast.graceful.shutdown.max.wait, {3} s",
                clusterName,
                taken.toSeconds(),
                kept,
                bound.toSeconds());
        return ExitCode.FAILED;
    }

    private void noteProgress(CountDownLatch left) {
        try {
            while (!left.await(BETWEEN_NOTES.toMillis(), TimeUnit.MILLISECONDS)) {
                log.log(Level.INFO, "Hands over; {0} partitions are left", state.partitionsOwned());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
