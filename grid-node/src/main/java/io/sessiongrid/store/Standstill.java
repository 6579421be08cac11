package io.sessiongrid.store;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows that a member stood still for so long that the others may have given it up. What it holds may be old then:
 * until it is one of them again, or it is clear that it has been all the time, it answers nothing about sessions (G1,
 * G4, G12).
 *
 * <p>Two clocks tell: {@link System#nanoTime} does not run while a computer sleeps, or its virtual machine is paused,
 * so that the time of the computer is looked at, too. That one may also have been set forward; nobody can tell, and so
 * it is doubted as well. Thread-safe.
 */
final class Standstill {
    private static final Logger log = System.getLogger(Standstill.class.getName());
    static final String KEY = Standstill.class.getName();

    private static final Duration BEAT = Duration.ofMillis(250);

    /** Long enough to hear of the others that they have given this one up. */
    private static final Duration NEWS = Duration.ofSeconds(5);

    /** A member that was given up, and finds nobody to join, serves what it has, as the half of a split grid. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final HazelcastInstance member;
    private final InstantSource computer;
    private final LongSupplier nanoTime;
    private final GridTime gridTime;
    private final Duration limit;
    private volatile Beat lastBeat;

    /** Before it stood still: nobody could give it up. */
    private boolean alone = true;

    private volatile @Nullable Long since;

    /** A moment by both clocks. */
    private record Beat(long nanos, Instant time) {
        Duration until(Beat later) {
            Duration byNanos = Duration.ofNanos(later.nanos - nanos);
            Duration byTime = Duration.between(time, later.time);
            return byNanos.compareTo(byTime) > 0 ? byNanos : byTime;
        }
    }

    Standstill(HazelcastInstance member, InstantSource computer, LongSupplier nanoTime) {
        this.member = member;
        this.computer = computer;
        this.nanoTime = nanoTime;
        this.gridTime = GridTime.of(member);
        // Sooner than others do.
        this.limit = heartbeat(member.getConfig()).multipliedBy(4).dividedBy(5);
        this.lastBeat = now();
        member.getLifecycleService().addLifecycleListener(this::changed);
    }

    /** That of a member, which it begins to watch. */
    static Standstill of(HazelcastInstance member) {
        // First without the lock that the other way may take: every operation asks.
        Standstill known = (Standstill) member.getUserContext().get(KEY);
        return known == null ? begin(member) : known;
    }

    private static Standstill begin(HazelcastInstance member) {
        // It is in the same map, which allows no entry to be made while another is.
        GridTime.of(member);
        return (Standstill) member.getUserContext().computeIfAbsent(KEY, key -> {
            Standstill standstill = new Standstill(member, InstantSource.system(), System::nanoTime);
            standstill.start();
            return standstill;
        });
    }

    /** After which silence the others give a member up; by its own configuration, which should be theirs. */
    static Duration heartbeat(Config config) {
        return Duration.ofSeconds(new HazelcastProperties(config).getSeconds(ClusterProperty.MAX_NO_HEARTBEAT_SECONDS));
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
        gridTime.instant();
        Beat now = now();
        Duration still = lastBeat.until(now);
        if (still.compareTo(limit) > 0) {
            log.log(
                    Level.WARNING,
                    "This member stood still for {0} s, or its clock was set forward; it answers nothing about sessions"
                            + " until it knows whether the others have given it up",
                    still.toSeconds());
            since = now.nanos();
        }
        lastBeat = now;
        look(now.nanos());
    }

    private Beat now() {
        return new Beat(nanoTime.getAsLong(), computer.instant());
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
        if (since != null || lastBeat.until(now()).compareTo(limit) > 0) {
            throw new RetryableHazelcastException("This member stood still, and what it holds may be old");
        }
    }
}
