package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Deltas;
import io.sessiongrid.session.GridCall;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A member is a thread a partition: what one operation does to it, all sessions of the partition feel. */
@DisplayName("What an intruder or another release sends")
class HostileOperationsTest {
    private static final byte[] NEWER_FORMAT = {2, 0, 0, 0, 1, 0};
    private static final byte[] CUT_SHORT = {1, 0, 0, 0, 9, 1};
    private static final byte[] ABSURD = {1, 0x7f, -1, -1, -1};
    private static final int NO_CLASS = 99;

    private final LocalGrid grid = new LocalGrid();
    private final List<SessionId> bystanders = new ArrayList<>();
    private HazelcastInstance first;
    private HazelcastInstance client;
    private IMap<String, Object> raw;
    private SessionStore store;

    @BeforeEach
    void start() {
        first = grid.startMember();
        grid.startMember();
        client = grid.startClient();
        raw = client.getMap(LocalGrid.MAP);
        store = new HazelcastSessionStore(client, LocalGrid.MAP, LocalGrid.PATIENCE, new SessionMeters());
        for (int i = 0; i < 62; i++) {
            bystanders.add(created(Deltas.put("cart", "book")));
        }
    }

    @AfterEach
    void stop() {
        grid.close();
    }

    private SessionId created(SessionDelta initial) {
        SessionId id = LocalGrid.idOwnedBy(first);
        SessionDelta delta = new SessionDelta(initial.changes(), Deltas.HALF_AN_HOUR, null);
        store.create(id, Instant.ofEpochMilli(first.getCluster().getClusterTime()), delta, new CommitId(1, 1));
        return id;
    }

    private void assertThatOthersAreWell() {
        for (SessionId id : bystanders) {
            assertThat(store.commit(id.key(), Deltas.put("more", "pen"), 1, new CommitId(1, 2)))
                    .isInstanceOf(Committed.Applied.class);
            assertThat(store.open(id.key(), id.secretHash(), SessionStore.NOTHING_KNOWN))
                    .isInstanceOfSatisfying(
                            Opened.Changed.class,
                            opened -> assertThat(opened.changes().changes()).containsOnlyKeys("cart", "more"));
        }
    }

    private static Stream<Forged> forgeries() {
        return IntStream.concat(IntStream.rangeClosed(0, 30), IntStream.of(-1, NO_CLASS, Integer.MAX_VALUE))
                .boxed()
                .flatMap(classId ->
                        Stream.of(NEWER_FORMAT, CUT_SHORT, ABSURD).map(content -> new Forged(classId, content)));
    }

    @Test
    void isRefusedAsAnOperation() {
        String key = created(Deltas.NOTHING).key();

        forgeries()
                .forEach(forged -> assertThatThrownBy(() -> raw.submitToKey(key, forged)
                                .toCompletableFuture()
                                .join())
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(HazelcastSerializationException.class));

        assertThatOthersAreWell();
    }

    @Test
    void isRefusedAsARecord() {
        SessionId victim = created(Deltas.put("cart", "book"));

        forgeries()
                .forEach(forged -> assertThatThrownBy(() -> raw.set(victim.key(), forged))
                        .isInstanceOf(HazelcastSerializationException.class));

        assertThat(store.open(victim.key(), victim.secretHash(), SessionStore.NOTHING_KNOWN))
                .isInstanceOf(Opened.Changed.class);
        assertThatOthersAreWell();
    }

    @Test
    void leavesNothingThatCannotMoveToAnotherMember() {
        List<String> victims = new ArrayList<>();
        for (int seed = 0; seed < 10; seed++) {
            for (WireObject operation : hostileOperations(seed)) {
                SessionId victim = created(Deltas.put("cart", "book"));
                victims.add(victim.key());
                execute(victim.key(), operation);
            }
        }

        grid.startMember(); // returns when it has its part of the sessions
        first.getLifecycleService().terminate();

        assertThatOthersAreWell();
        for (String key : victims) {
            assertThat(raw.getEntryView(key))
                    .satisfiesAnyOf(
                            entry -> assertThat(entry).isNull(),
                            entry -> assertThat(entry.getValue()).isInstanceOf(WireObject.class));
        }
    }

    private static List<WireObject> hostileOperations(int seed) {
        RandomSessions random = new RandomSessions(seed);
        return Stream.of(random.everything(), random.extremes(), random.beyondExtremes())
                .flatMap(List::stream)
                .filter(EntryProcessor.class::isInstance)
                .toList();
    }

    /** Whether it succeeds is its own affair. */
    @SuppressWarnings("unchecked")
    private void execute(String key, WireObject operation) {
        raw.submitToKey(key, (EntryProcessor<String, Object, Object>) operation)
                .toCompletableFuture()
                .handle((answer, failure) -> answer)
                .join();
    }

    /** As a member of another release would answer. */
    private record Answering(int classId, boolean newer)
            implements EntryProcessor<String, Object, Object>, Serializable {
        @Override
        public Object process(Map.Entry<String, Object> entry) {
            return new Forged(classId, newer ? NEWER_FORMAT : CUT_SHORT);
        }
    }

    @Test
    void asAnAnswerIsAFailureOfTheGridAndNotTheEndOfASession() {
        String key = created(Deltas.NOTHING).key();
        BoundedCalls calls = new BoundedCalls(
                LocalGrid.MAP, owner -> new MemberGuard("A member"), LocalGrid.PATIENCE, new SessionMeters());

        for (int classId : List.of(SessionSerializerHook.OPENED, SessionSerializerHook.COMMITTED, NO_CLASS)) {
            for (boolean newer : List.of(true, false)) {
                Answering answering = new Answering(classId, newer);

                assertThatThrownBy(() -> calls.call(GridCall.OPEN, key, () -> raw.submitToKey(key, answering)))
                        .isInstanceOf(SessionStoreException.class)
                        .hasRootCauseInstanceOf(HazelcastSerializationException.class);
                assertThat(failureOf(raw.submitToKey(key, answering))).isNotNull();
            }
        }

        assertThatOthersAreWell();
    }

    /** As whoever does not wait is told. */
    private static @Nullable Throwable failureOf(CompletionStage<Object> answer) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch told = new CountDownLatch(1);
        answer.whenComplete((value, thrown) -> {
            failure.set(thrown);
            told.countDown();
        });
        await().atMost(LocalGrid.PATIENCE).until(() -> told.getCount() == 0);
        return failure.get();
    }

    @Test
    void costsTheOneSessionInWhosePlaceItIs() {
        SessionId victim = created(Deltas.put("cart", "book"));
        raw.set(victim.key(), "no session");

        assertThatThrownBy(() -> store.open(victim.key(), victim.secretHash(), SessionStore.NOTHING_KNOWN))
                .isInstanceOf(SessionStoreException.class);

        for (int partition = 0; partition < 31; partition++) {
            assertThat(store.expiredIn(partition)).isEmpty();
        }
        assertThat(listed()).isEqualTo(bystanders.size());
        assertThatOthersAreWell();
    }

    private int listed() {
        return new SessionMaps(first, LocalGrid.PATIENCE)
                .list(LocalGrid.MAP, SessionOrder.CREATED, 100).join().values().stream()
                        .mapToInt(reply -> reply instanceof Reply.Answer<List<SessionSummary>> answer
                                ? answer.value().size()
                                : -1_000)
                        .sum();
    }

    /** Looking for expired sessions in a partition that is none would fail again and again. */
    @Test
    void doesNotSendTheSweepToPartitionsThatAreNone() {
        Duration moment = Duration.ofMillis(1);
        client.<String, SweepHand>getMap("sessiongrid-sweeps")
                .submitToKey(LocalGrid.MAP, new TakeTurn(5, -7, 31, moment))
                .toCompletableFuture()
                .join();

        List<Integer> turn = await().atMost(LocalGrid.PATIENCE)
                .until(() -> store.takeTurn(moment.multipliedBy(31), moment), partitions -> !partitions.isEmpty());

        assertThat(turn).allSatisfy(partition -> assertThat(partition).isBetween(0, 30));
    }

    @Test
    void mayBeLarge() {
        byte[] large = new byte[10 << 20];
        SessionId heavy = created(Deltas.NOTHING);
        raw.submitToKey(heavy.key(), new Forged(SessionSerializerHook.COMMIT, large))
                .toCompletableFuture()
                .handle((answer, failure) -> answer)
                .join();

        assertThat(store.open(heavy.key(), heavy.secretHash(), 1)).isInstanceOf(Opened.Unchanged.class);
        assertThatOthersAreWell();
    }
}
