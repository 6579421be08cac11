package io.sessiongrid.bench.micro.grid;

import io.sessiongrid.attribute.AttributeCodec;
import io.sessiongrid.attribute.AttributeCodecProvider;
import io.sessiongrid.attribute.AttributeFilter;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.TouchListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Sessions alike, of which this JVM knows the newest version, as an app server does. A session is named by its number.
 *
 * <p>Thread-safe as long as no two threads use one session at once.
 */
public final class Population {
    /** Of every session; used for reading, and changed by every commit. */
    public static final String ATTRIBUTE = "attribute-0";

    /** A session is never past its time while a run lasts. */
    private static final Lifetime LIFETIME = new Lifetime(Duration.ofHours(6), Duration.ofMinutes(1));

    private static final int FILLING_THREADS = 16;

    /** Of different values, so that no commit is like the one before. */
    private static final int VALUES = 64;

    /** Says how many sessions there are from time to time, in this step. */
    private static final int STEP = 50_000;

    private static final AttributeCodec CODEC =
            AttributeCodecProvider.named("java").create(new AttributeFilter(Set.of()));

    private final SessionStore store;
    private final SessionId[] ids;
    private final SecretHash[] secrets;
    private final long[] versions;
    private final long writer = new SecureRandom().nextLong();
    private final AtomicLong commits = new AtomicLong();
    private final List<SessionDelta> deltas;

    private Population(SessionStore store, int sessions, int valueSize) {
        this.store = store;
        SecureRandom random = new SecureRandom();
        this.ids = IntStream.range(0, sessions)
                .mapToObj(number -> SessionId.generate(random))
                .toArray(SessionId[]::new);
        this.secrets = new SecretHash[sessions];
        this.versions = new long[sessions];
        this.deltas = IntStream.range(0, VALUES)
                .mapToObj(seed -> delta(Map.of(ATTRIBUTE, put(valueSize, seed)), false))
                .toList();
    }

    /**
     * Puts so many sessions.
     *
     * @param valueSize characters of each attribute, a string, which takes as many bytes and a few
     */
    public static Population create(SessionStore store, int sessions, int attributes, int valueSize) {
        Population population = new Population(store, sessions, valueSize);
        Map<String, AttributeChange> changes = new HashMap<>();
        for (int attribute = 0; attribute < attributes; attribute++) {
            changes.put("attribute-" + attribute, put(valueSize, attribute));
        }
        SessionDelta initial = delta(changes, true);
        population.fill(number -> population.create(number, initial));
        return population;
    }

    private static SessionDelta delta(Map<String, AttributeChange> changes, boolean begins) {
        return new SessionDelta(changes, begins ? LIFETIME : null, null);
    }

    private static AttributeChange put(int size, int seed) {
        return new AttributeChange.Put(CODEC.encode(ATTRIBUTE, text(size, seed)));
    }

    /** A string of so many characters, a byte each. */
    public static String text(int size, int seed) {
        return new SplittableRandom(seed)
                .ints(size, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** As bytes: what it takes to keep {@link #text} in the grid. */
    public static AttributeBytes encoded(int size) {
        return CODEC.encode(ATTRIBUTE, text(size, 0));
    }

    private void fill(IntConsumer create) {
        ExecutorService threads = Executors.newFixedThreadPool(FILLING_THREADS);
        try {
            List<Future<?>> running = IntStream.range(0, FILLING_THREADS)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> fillEvery(thread, create)))
                    .toList();
            for (Future<?> thread : running) {
                thread.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Could not put all sessions", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void fillEvery(int first, IntConsumer create) {
        for (int number = first; number < ids.length; number += FILLING_THREADS) {
            create.accept(number);
            if (number % STEP == 0 && number > 0) {
                System.err.println("  " + number + " of " + ids.length + " sessions");
            }
        }
    }

    private void create(int number, SessionDelta initial) {
        secrets[number] = ids[number].secretHash();
        confirmed(number, store.create(ids[number], Instant.now(), initial, nextCommit()));
    }

    private void confirmed(int number, Committed answer) {
        if (!(answer instanceof Committed.Applied applied)) {
            throw new IllegalStateException("Session " + number + " was not written: " + answer);
        }
        versions[number] = applied.others().version();
    }

    private CommitId nextCommit() {
        return new CommitId(writer, commits.incrementAndGet());
    }

    public int size() {
        return ids.length;
    }

    public SessionId id(int number) {
        return ids[number];
    }

    /** Asks for what is newer than what this JVM knows, which is nothing. */
    public Opened open(int number) {
        Opened answer = store.open(ids[number].key(), secrets[number], versions[number]);
        if (!(answer instanceof Opened.Unchanged)) {
            throw new IllegalStateException("Session " + number + " was not as it was left: " + answer);
        }
        return answer;
    }

    /** Changes one attribute. */
    public Committed commit(int number, int random) {
        SessionDelta delta = deltas.get(Math.floorMod(random, VALUES));
        Committed answer = store.commit(ids[number].key(), delta, versions[number], nextCommit());
        confirmed(number, answer);
        return answer;
    }

    /** Does not wait, unless {@code listener} does. */
    public void touch(int number, TouchListener listener) {
        store.touch(ids[number].key(), Duration.ZERO, listener);
    }
}
