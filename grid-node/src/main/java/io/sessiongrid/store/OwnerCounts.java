package io.sessiongrid.store;

import com.hazelcast.core.HazelcastInstance;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * What a member did to the sessions that it owns, since it started: one for each Hazelcast instance. Thread-safe; to
 * count costs nanoseconds and no garbage.
 */
public final class OwnerCounts {
    private static final String IN_CONTEXT = OwnerCounts.class.getName();

    /** What an app server asked for. */
    @SuppressWarnings("ImmutableEnumChecker") // the sets are
    public enum Operation {
        CREATE(Outcome.APPLIED, Outcome.UNCHANGED, Outcome.GONE, Outcome.FULL),
        RESTORE(Outcome.APPLIED, Outcome.UNCHANGED, Outcome.GONE, Outcome.FULL),
        OPEN(Outcome.UNCHANGED, Outcome.CHANGED, Outcome.GONE, Outcome.REFUSED),
        COMMIT(Outcome.APPLIED, Outcome.UNCHANGED, Outcome.CONFLICT, Outcome.GONE),
        TOUCH(Outcome.APPLIED, Outcome.GONE),
        CHANGE_SECRET(Outcome.APPLIED, Outcome.UNCHANGED, Outcome.GONE, Outcome.REFUSED),
        END(Outcome.APPLIED, Outcome.UNCHANGED, Outcome.GONE),
        CLAIM(Outcome.APPLIED, Outcome.GONE),
        FORGIVE(Outcome.APPLIED, Outcome.GONE),
        REMOVE_CLAIMED(Outcome.APPLIED, Outcome.UNCHANGED, Outcome.GONE),

        /** By an operator. */
        EXPIRE(Outcome.APPLIED, Outcome.GONE);

        private final Set<Outcome> outcomes;

        Operation(Outcome... outcomes) {
            this.outcomes = Set.of(outcomes);
        }

        /** What may come of it. */
        public Set<Outcome> outcomes() {
            return outcomes;
        }

        /** For example {@code change_secret}. */
        public String label() {
            return lowerCase(this);
        }
    }

    /** What came of it. */
    public enum Outcome {
        /** The session was changed. */
        APPLIED,

        /** There was nothing to change, or nothing new to read. */
        UNCHANGED,

        /** Attributes were read. */
        CHANGED,

        /** There is no such session, or not any more; for a creation: its key is taken. */
        GONE,

        /** The secret is wrong. */
        REFUSED,

        /** Applied, over another's change to the same attribute. */
        CONFLICT,

        /** The heap has no room for a new session. */
        FULL;

        public String label() {
            return lowerCase(this);
        }
    }

    private final ConcurrentMap<String, Map<Operation, Map<Outcome, LongAdder>>> counts = new ConcurrentHashMap<>();

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    private OwnerCounts() {}

    /** Those of this member; of a client, which owns nothing, nothing is ever counted. */
    public static OwnerCounts of(HazelcastInstance member) {
        // First without the lock that the other way may take: every operation asks.
        Object known = member.getUserContext().get(IN_CONTEXT);
        return (OwnerCounts)
                (known == null
                        ? member.getUserContext().computeIfAbsent(IN_CONTEXT, name -> new OwnerCounts())
                        : known);
    }

    void add(String application, Operation operation, Outcome outcome) {
        Map<Operation, Map<Outcome, LongAdder>> known = counts.get(application);
        adder(known == null ? begin(application) : known, operation, outcome).increment();
    }

    private Map<Operation, Map<Outcome, LongAdder>> begin(String application) {
        Map<Operation, Map<Outcome, LongAdder>> fresh = zeros();
        Map<Operation, Map<Outcome, LongAdder>> known = counts.putIfAbsent(application, fresh);
        if (known == null) {
            // Not on this thread, on which a partition waits.
            listeners.forEach(listener -> ForkJoinPool.commonPool().execute(() -> listener.accept(application)));
        }
        return known == null ? fresh : known;
    }

    private static Map<Operation, Map<Outcome, LongAdder>> zeros() {
        Map<Operation, Map<Outcome, LongAdder>> zeros = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            Map<Outcome, LongAdder> ofOperation = new EnumMap<>(Outcome.class);
            operation.outcomes().forEach(outcome -> ofOperation.put(outcome, new LongAdder()));
            zeros.put(operation, ofOperation);
        }
        return zeros;
    }

    @SuppressWarnings("NullAway") // all that may be are there from the beginning
    private static LongAdder adder(
            Map<Operation, Map<Outcome, LongAdder>> counts, Operation operation, Outcome outcome) {
        return counts.get(operation).get(outcome);
    }

    /** {@code application} is the name of its map without {@code sessions-}. */
    public long count(String application, Operation operation, Outcome outcome) {
        Map<Operation, Map<Outcome, LongAdder>> known = counts.get(application);
        return known == null ? 0 : adder(known, operation, outcome).sum();
    }

    /** Tells {@code listener} of every application of which something was or will be counted, perhaps twice. */
    public void onApplication(Consumer<String> listener) {
        listeners.add(listener);
        counts.keySet().forEach(listener);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
