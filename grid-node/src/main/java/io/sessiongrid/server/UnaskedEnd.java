package io.sessiongrid.server;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.OutOfMemoryHandler;
import io.sessiongrid.store.MemberState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Notices that a member has ended without being told to, so that its process ends, too, and is started again. Hazelcast
 * tells its listeners of some such ends only: it looks at the member itself as well.
 */
final class UnaskedEnd {
    private static final Logger log = System.getLogger(UnaskedEnd.class.getName());

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final MemberState state;
    private final String cluster;
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile String lastError = "an unknown reason";

    /** Listens from now on. */
    UnaskedEnd(HazelcastInstance member) {
        this.state = MemberState.of(member);
        this.cluster = member.getConfig().getClusterName();
        member.getLoggingService()
                .addLogListener(
                        java.util.logging.Level.SEVERE,
                        event -> lastError = event.getLogRecord().getMessage());
        member.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.SHUTDOWN) {
                told.countDown();
            }
        });
        Hazelcast.setOutOfMemoryHandler(new OutOfMemory(cluster));
    }

    /** Returns when the member has ended; never if it was told to, because then the process ends by itself. */
    void await() {
        try {
            boolean ended = false;
            while (!ended) {
                ended = told.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS) || !state.isRunning();
            }
            if (state.isLeaving()) {
                new CountDownLatch(1).await();
            }
            tell(cluster, lastError);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(String cluster, String cause) {
        log.log(
                Level.ERROR,
                "Left cluster {0} without being told to, because of: {1}; {2}",
                cluster,
                cause,
                remedy(cause));
    }

    private static String remedy(String cause) {
        if (cause.contains("Too many open files")) {
            return "let the process have more open files, one for each connection: LimitNOFILE of systemd, ulimit -n";
        }
        if (cause.contains("OutOfMemoryError")) {
            return "give the process more memory, or the grid more members";
        }
        return "see the messages before";
    }

    /** A member without memory may do anything but what it should; the others have its sessions. */
    private static final class OutOfMemory extends OutOfMemoryHandler {
        private final String cluster;

        OutOfMemory(String cluster) {
            this.cluster = cluster;
        }

        @Override
        public void onOutOfMemory(OutOfMemoryError error, HazelcastInstance[] members) {
            try {
                tell(cluster, error.toString());
            } finally {
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        }
    }
}
