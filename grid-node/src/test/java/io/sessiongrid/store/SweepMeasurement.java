package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.bytes;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the sweep costs a grid of a million sessions: for how long it occupies the thread of a partition, and what that
 * does to requests. It promises nothing and is no part of the build; docs/expiry.md says how to run it, and what came
 * of it.
 */
@DisplayName("The cost of the sweep")
class SweepMeasurement {
    private static final int LIVING = 1_000_000;
    private static final int EXPIRED = 100_000;
    private static final int BATCH = 10_000;
    private static final int PARTITIONS = 271;
    private static final long SERVER = 1;
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** As long as one turn of the hand takes by default. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private final SecureRandom random = new SecureRandom();
    private final LocalGrid grid = new LocalGrid(PARTITIONS);
    private final List<HazelcastInstance> members = List.of(grid.startMember(), grid.startMember());
    private final SessionStore store = LocalGrid.storeOn(members.get(0));
    private final List<SessionStore> owners = IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> LocalGrid.storeOn(members.get(isLocal(0, partition) ? 0 : 1)))
            .map(SessionStore.class::cast)
            .toList();

    private boolean isLocal(int member, int partition) {
        return members.get(member).getPartitionService().getPartitions().stream()
                .filter(each -> each.getPartitionId() == partition)
                .allMatch(each -> each.getOwner().localMember());
    }

    @Test
    void withAMillionSessions() {
        owners.forEach(owner -> owner.takeTurn(TURN, TURN));
        List<SessionId> living = fill(LIVING, Duration.ZERO);
        measure("warm-up", living, () -> sweep(Duration.ZERO));
        measure("no sweep", living, () -> {
            LockSupport.parkNanos(TURN.toNanos());
            return new Latencies();
        });
        measure("one turn in 30 s", living, () -> sweep(TURN.dividedBy(PARTITIONS)));
        measure("turns without a pause", living, () -> {
            Latencies all = new Latencies();
            IntStream.range(0, 10).forEach(turn -> all.add(sweep(Duration.ZERO)));
            return all;
        });
        fill(EXPIRED, Duration.ofHours(1));
        measure("with " + EXPIRED + " expired", living, () -> sweep(Duration.ZERO));
        measure("with " + EXPIRED + " ended by one server", living, this::end);
        grid.close();
    }

    private List<SessionId> fill(int count, Duration unused) {
        Instant time = LocalGrid.clusterTime(members.get(0)).minus(unused);
        SessionDelta cart =
                new SessionDelta(Map.of("cart", new AttributeChange.Put(bytes("book, pen"))), HALF_AN_HOUR, null);
        List<SessionId> ids = new ArrayList<>();
        while (ids.size() < count) {
            Map<String, StoredSession> batch = new HashMap<>();
            for (int i = 0; i < BATCH; i++) {
                SessionId id = SessionId.generate(random);
                ids.add(id);
                CommitId commit = new CommitId(SERVER, ids.size());
                batch.put(
                        id.key(),
                        new StoredSession(
                                SessionRecord.created(id.secretHash(), Creation.now(time), cart, commit, 0, time)));
            }
            members.get(0).<String, StoredSession>getMap(LocalGrid.MAP).putAll(batch);
        }
        return ids;
    }

    /** What a caller on the owner waits for its query: never less than the query occupies the thread. */
    private Latencies sweep(Duration pause) {
        Latencies queries = new Latencies();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int visited = partition;
            queries.time(() -> owners.get(visited).expiredIn(visited));
            LockSupport.parkNanos(pause.toNanos());
        }
        return queries;
    }

    private Latencies end() {
        Latencies ends = new Latencies();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (String key : store.expiredIn(partition)) {
                ends.time(() -> {
                    store.claim(key, SERVER, LEASE, SessionStore.NOTHING_KNOWN);
                    store.removeClaimed(key, new CommitId(SERVER, 1));
                });
            }
        }
        return ends;
    }

    /** Opens sessions meanwhile, one after the other, as a server does that is a member. */
    private void measure(String what, List<SessionId> living, Supplier<Latencies> work) {
        CompletableFuture<Latencies> running = CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
        Latencies opens = new Latencies();
        while (!running.isDone()) {
            SessionId id = living.get(random.nextInt(living.size()));
            opens.time(() -> store.open(id.key(), id.secretHash(), SessionStore.TIMES_ONLY));
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        System.out.printf("%-36s open %s | sweep %s%n", what, opens, running.join());
    }

    /** In nanoseconds. */
    private static final class Latencies {
        private final List<Long> nanos = new ArrayList<>();

        void time(Runnable call) {
            long start = System.nanoTime();
            call.run();
            nanos.add(System.nanoTime() - start);
        }

        void add(Latencies others) {
            nanos.addAll(others.nanos);
        }

        private double milliseconds(double share) {
            return nanos.get((int) (share * (nanos.size() - 1))) / 1e6;
        }

        @Override
        public String toString() {
            if (nanos.isEmpty()) {
                return "-";
            }
            nanos.sort(null);
            return String.format(
                    "%d calls: median %.2f ms, 99 %% %.2f ms, longest %.2f ms",
                    nanos.size(), milliseconds(0.5), milliseconds(0.99), milliseconds(1));
        }
    }
}
