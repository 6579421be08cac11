package io.sessiongrid.demo.process;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * All processes of the demo. A thread of its own looks at them and tells the {@link Story} what happened. None is left
 * when this is closed. Thread-safe.
 */
public final class Processes implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final List<Jvm> all;
    private final Story story;
    private final Probe probe = new Probe();
    private final Map<Jvm, State> seen = new ConcurrentHashMap<>();
    private volatile boolean twoCopies;
    private volatile boolean closed;

    private Processes(List<Jvm> all, InstantSource clock) {
        this.all = all;
        this.story = new Story(clock);
        all.forEach(jvm -> seen.put(jvm, State.DOWN));
    }

    /** Starts all of them, and does not wait for them. */
    public static Processes start(Installation installation, Servers servers, InstantSource clock) throws IOException {
        Processes processes = new Processes(installation.jvms(servers), clock);
        processes.all.forEach(Jvm::start);
        Thread observer = new Thread(processes::observe, "observer");
        observer.setDaemon(true);
        observer.start();
        return processes;
    }

    public List<Jvm> all() {
        return all;
    }

    /** Those of one kind, in order. */
    public List<Jvm> all(Kind kind) {
        return all.stream().filter(jvm -> jvm.kind() == kind).toList();
    }

    /**
     * The one of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Jvm named(String name) {
        return all.stream()
                .filter(jvm -> jvm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no process " + name));
    }

    public Story story() {
        return story;
    }

    /** True if every session is on both members, so that either may die. */
    public boolean hasTwoCopies() {
        return twoCopies;
    }

    /** As {@code kill -9} does; nothing happens if it is down. */
    public synchronized void kill(Jvm jvm) {
        boolean safe = twoCopies;
        if (jvm.kill()) {
            seen.put(jvm, State.DOWN);
            twoCopies = safe && jvm.kind() != Kind.MEMBER;
            story.killed(jvm, isUp(other(jvm)), safe);
        }
    }

    /** Does not wait until it is up; nothing happens if it runs, or if all have been ended. */
    public synchronized void restart(Jvm jvm) {
        if (!closed && jvm.start()) {
            seen.put(jvm, State.STARTING);
            story.restarted(jvm);
        }
    }

    private Jvm other(Jvm jvm) {
        return all(jvm.kind()).stream().filter(each -> each != jvm).findFirst().orElseThrow();
    }

    private static boolean isUp(Jvm jvm) {
        return jvm.state() == State.UP;
    }

    /**
     * Waits until all are up, and every session is on both members.
     *
     * @throws IOException if one ended, or it takes too long
     */
    public void awaitAllUp() throws IOException, InterruptedException {
        await(() -> seen.values().stream().allMatch(State.UP::equals) && twoCopies);
    }

    /** Waits until {@code condition} holds; throws as {@link #awaitAllUp}. */
    private void await(BooleanSupplier condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!condition.getAsBoolean()) {
            for (Jvm jvm : all) {
                if (jvm.state() == State.DOWN) {
                    throw new IOException("The " + jvm.title() + " ended by itself; its log is " + jvm.log());
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("Not all processes were up after " + LONGEST_START.toSeconds() + " s, but "
                        + all.stream()
                                .map(jvm -> jvm.name() + " was " + jvm.state().title())
                                .collect(Collectors.joining(", ")));
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private void observe() {
        try {
            while (!closed) {
                all.forEach(jvm -> jvm.look(probe));
                boolean complete = all(Kind.MEMBER).stream()
                        .allMatch(member -> isUp(member) && probe.hasAllCopies(member.port(), 2));
                tell(complete);
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void tell(boolean complete) {
        if (closed) {
            return;
        }
        for (Jvm jvm : all) {
            State now = jvm.state();
            State before = seen.put(jvm, now);
            if (now != before) {
                story.became(jvm, now);
            }
        }
        boolean membersUp = all(Kind.MEMBER).stream().allMatch(Processes::isUp);
        if (complete && membersUp && !twoCopies) {
            story.twoCopies();
        }
        twoCopies = complete && membersUp;
    }

    /** Ends all at once, as {@code kill -9} does. */
    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(Jvm::kill);
    }
}
