package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows that a member stood still for so long that the others may have given it up. What it holds may be old then:
 * until it is one of them again, or it is clear that it has been all the time, it answers nothing about sessions (G1,
 * G4, G12). Thread-safe.
 */
final class Standstill {
    private static final Logger log = System.getLogger(Standstill.class.getName());
    static final String KEY = Standstill.class.getName();

    /** When others give a member up. */
    private static final String NO_HEARTBEAT = "hazelcast.max.no.heartbeat.seconds";

    private static final int NO_HEARTBEAT_BY_DEFAULT = 60;

    private static final Duration BEAT = Duration.ofMillis(250);

    /** Long enough to hear of the others that they have given this one up. */
    private static final Duration NEWS = Duration.ofSeconds(5);

    /** A member that was given up, and finds nobody to join, serves what it has, as the half of a split grid. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final HazelcastInstance member;
    private final LongSupplier nanoTime;
    private final long limit;
    private volatile long lastBeat;

    /** Before it stood still: nobody could give it up. */
    private boolean alone = true;

    private volatile @Nullable Long since;

    Standstill(HazelcastInstance member, LongSupplier nanoTime) {
        this.member = member;
        this.nanoTime = nanoTime;
        this.limit = limit(member);
        this.lastBeat = nanoTime.getAsLong();
        member.getLifecycleService().addLifecycleListener(this::changed);
    }

    /** That of a member, which it begins to watch. */
    static Standstill of(HazelcastInstance member) {
        // First without the lock that the other way may take: every operation asks.
        Standstill known = (Standstill) member.getUserContext().get(KEY);
        return known == null ? begin(member) : known;
    }

    private static Standstill begin(HazelcastInstance member) {
        return (Standstill) member.getUserContext().computeIfAbsent(KEY, key -> {
            Standstill standstill = new Standstill(member, System::nanoTime);
            standstill.start();
            return standstill;
        });
    }

    /** Sooner than others do. */
    private static long limit(HazelcastInstance member) {
        String seconds = member.getConfig().getProperty(NO_HEARTBEAT);
        long configured = seconds == null ? NO_HEARTBEAT_BY_DEFAULT : Long.parseLong(seconds);
        return Duration.ofSeconds(configured).toNanos() * 4 / 5;
    }

    void start() {
        Thread thread = new Thread(this::run, "sessiongrid standstill");
        thread.setDaemon(true);
        thread.setContextClassLoader(Standstill.class.getClassLoader());
        thread.start();
    }

    private void run() {
        while (member.getLifecycleService().isRunning()) {
            try {
                beat();
            } catch (RuntimeException e) {
                // Without a beat this member would soon refuse everything.
                log.log(Level.DEBUG, "Could not look at the other members", e);
            }
            LockSupport.parkNanos(BEAT.toNanos());
        }
    }

    /** Called every now and then, unless all threads of the member stand still. */
    void beat() {
        long now = nanoTime.getAsLong();
        if (now - lastBeat > limit) {
            log.log(
                    Level.WARNING,
                    "This member stood still for {0} s; it answers nothing about sessions until it knows whether the"
                            + " others have given it up",
                    Duration.ofNanos(now - lastBeat).toSeconds());
            since = now;
        }
        lastBeat = now;
        look(now);
    }

    private void look(long now) {
        Long doubted = since;
        if (doubted == null) {
            alone = isAlone();
        } else if (isOver(Duration.ofNanos(now - doubted))) {
            log.log(Level.INFO, "This member answers again");
            since = null;
        }
    }

    /** One that was given up finds itself alone. */
    private boolean isOver(Duration doubted) {
        return alone || doubted.compareTo(LONGEST) > 0 || (doubted.compareTo(NEWS) > 0 && !isAlone());
    }

    private void changed(LifecycleEvent event) {
        if (event.getState() == LifecycleState.MERGED && since != null) {
            log.log(Level.INFO, "This member is one of the others again");
            since = null;
        }
    }

    private boolean isAlone() {
        return member.getCluster().getMembers().size() == 1;
    }

    /** @throws RetryableHazelcastException if what this member holds may be old */
    void requireNone() {
        if (since != null || nanoTime.getAsLong() - lastBeat > limit) {
            throw new RetryableHazelcastException("This member stood still, and what it holds may be old");
        }
    }
}
