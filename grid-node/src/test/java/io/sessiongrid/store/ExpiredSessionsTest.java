package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.lasting;
import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.session.TouchListener;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A session past its time")
class ExpiredSessionsTest extends SessionInGrid {
    private static final int STEPS = 10;

    private int partition() {
        return owner.getPartitionService().getPartition(key).getPartitionId();
    }

    private SessionStore expired(Caller caller) {
        SessionStore store = store(caller);
        store.takeTurn(TURN, TURN);
        store.create(id, now(), with(put("cart", "book")), next(HERE));
        letPass(store, now(), Duration.ofMinutes(32));
        return store;
    }

    @Tag("G7")
    @ParameterizedTest
    @EnumSource
    void isFoundByTheClockOfTheGridAndNoOther(Caller caller) {
        SessionStore store = expired(caller);
        assertThat(store.expiredIn(partition())).contains(key);

        setTime(now().plusSeconds(29 * 60));
        assertThat(store.expiredIn(partition())).doesNotContain(key);
        assertThat(store.claim(key, HERE, LEASE, SessionStore.NOTHING_KNOWN)).isEqualTo(new Opened.Gone());
    }

    @Tag("G6")
    @ParameterizedTest
    @EnumSource
    void isClaimedByOneWithAllThatItHeld(Caller caller) {
        SessionStore store = expired(caller);

        assertThat(changes(store.claim(key, HERE, LEASE, SessionStore.NOTHING_KNOWN)))
                .containsOnlyKeys("cart");
        assertThat(changes(store.claim(key, HERE, LEASE, SessionStore.NOTHING_KNOWN)))
                .containsOnlyKeys("cart");
        assertThat(store.claim(key, ELSEWHERE, LEASE, SessionStore.NOTHING_KNOWN))
                .isEqualTo(new Opened.Gone());
        assertThat(store.expiredIn(partition())).doesNotContain(key);
    }

    @Tag("G4")
    @ParameterizedTest
    @EnumSource
    void isGoneForAllOnceItIsClaimed(Caller caller) {
        SessionStore store = expired(caller);
        store.claim(key, HERE, LEASE, SessionStore.NOTHING_KNOWN);

        setTime(now());

        assertThat(store.open(key, secret, SessionStore.NOTHING_KNOWN)).isEqualTo(new Opened.Gone());
        assertThat(store.commit(key, put("cart", "pen"), 1, next(HERE))).isEqualTo(new Committed.Gone());
        assertThat(store.changeSecret(key, secret, WRONG)).isFalse();
        assertThat(store.end(key, SessionStore.NOTHING_KNOWN, next(HERE), LEASE))
                .isEqualTo(new Opened.Gone());
        assertThat(record().isClaimedBy(HERE)).isTrue();
        CountDownLatch gone = new CountDownLatch(1);
        store.touch(key, Duration.ZERO, new TouchListener() {
            @Override
            public void gone() {
                gone.countDown();
            }

            @Override
            public void lost() {}
        });
        await().until(() -> gone.getCount() == 0);
    }

    @Tag("G4")
    @ParameterizedTest
    @EnumSource
    void isNotCreatedAgainByTheCallThatCreatedIt(Caller caller) {
        SessionStore store = store(caller);
        CommitId commit = next(HERE);
        Instant created = now();
        store.create(id, created, with(put("cart", "book")), commit);
        letPass(store, now(), Duration.ofMinutes(32));

        assertThat(store.create(id, created, with(put("cart", "book")), commit)).isEqualTo(new Committed.Gone());
        store.claim(key, HERE, LEASE, SessionStore.NOTHING_KNOWN);
        assertThat(store.create(id, created, with(put("cart", "book")), commit)).isEqualTo(new Committed.Gone());
    }

    @Tag("G4")
    @ParameterizedTest
    @EnumSource
    void isNotCreatedAgainByACreationThatArrivesAfterItsTime(Caller caller) {
        SessionStore store = store(caller);
        Lifetime lifetime = new Lifetime(Duration.ofMinutes(5), Duration.ofSeconds(15));
        Duration over = lifetime.maxInactiveInterval().plus(lifetime.touchInterval());
        Creation late = new Creation(now().minus(over), over, over, null);
        Creation lateButNew = new Creation(now().minus(over), over, Duration.ZERO, null);

        CommitId creation = next(HERE);
        assertThat(store.create(id, late, lasting(lifetime), creation)).isEqualTo(new Committed.Ended(creation));
        assertThat(LocalGrid.holds(owner, id)).isFalse();
        assertThat(store.create(id, lateButNew, lasting(lifetime), next(HERE))).isInstanceOf(Committed.Applied.class);
    }

    @Tag("G6")
    @ParameterizedTest
    @EnumSource
    void doesNotGiveItsKeyAwayBeforeListenersAreTold(Caller caller) {
        SessionStore store = expired(caller);

        assertThat(store.create(id, now(), with(put("cart", "pen")), next(ELSEWHERE)))
                .isEqualTo(new Committed.Expired());
        store.claim(key, HERE, LEASE, SessionStore.NOTHING_KNOWN);
        assertThat(store.create(id, now(), with(put("cart", "pen")), next(ELSEWHERE)))
                .isEqualTo(new Committed.Expired());
        store.removeClaimed(key, next(HERE));
        assertThat(store.create(id, now(), with(put("cart", "pen")), next(ELSEWHERE)))
                .isInstanceOf(Committed.Applied.class);
    }

    @Tag("G6")
    @ParameterizedTest
    @EnumSource
    void isClaimedByAnotherWhenTheLeaseIsOver(Caller caller) {
        SessionStore store = expired(caller);
        store.claim(key, HERE, LEASE, SessionStore.NOTHING_KNOWN);

        setTime(LocalGrid.clusterTime(owner).plus(LEASE));

        assertThat(store.expiredIn(partition())).contains(key);
        assertThat(changes(store.claim(key, ELSEWHERE, LEASE, SessionStore.NOTHING_KNOWN)))
                .containsOnlyKeys("cart");
        store.removeClaimed(key, next(HERE));
        assertThat(LocalGrid.holds(owner, id)).isTrue();
        store.removeClaimed(key, next(ELSEWHERE));
        assertThat(LocalGrid.holds(owner, id)).isFalse();
    }

    @Tag("G4")
    @ParameterizedTest
    @EnumSource
    void leavesATraceIfAnOperatorEndedItBeforeItsTime(Caller caller) {
        SessionStore store = store(caller);
        CommitId commit = next(HERE);
        Instant created = now();
        store.create(id, created, with(put("cart", "book")), commit);
        assertThat(new SessionMaps(owner, LocalGrid.PATIENCE).end(LocalGrid.MAP, key))
                .isTrue();
        store.claim(key, ELSEWHERE, LEASE, SessionStore.NOTHING_KNOWN);
        CommitId end = next(ELSEWHERE);

        store.removeClaimed(key, end);

        assertThat(store.create(id, created, with(put("cart", "book")), commit)).isEqualTo(new Committed.Gone());
        assertThat(store.create(id, created, with(put("cart", "pen")), next(HERE)))
                .isEqualTo(new Committed.Ended(end));
        assertThat(record().ended()).isTrue();
        assertThat(LocalGrid.timeToLive(owner, id)).isLessThan(Duration.ofMinutes(32));
    }

    @Test
    void isCollectedOnceAnOperatorEndedItThoughItWouldNeverExpireAndNobodyTellsOfIt() {
        Lifetime forEver = new Lifetime(Duration.ofSeconds(-1), Duration.ofMinutes(1));
        store(Caller.CLIENT).create(id, now(), lasting(forEver), next(HERE));

        new SessionMaps(owner, LocalGrid.PATIENCE).end(LocalGrid.MAP, key);

        assertThat(LocalGrid.timeToLive(owner, id)).isLessThan(Duration.ofHours(2));
    }

    @Test
    void isNotRemovedByOneWhoDidNotClaimIt() {
        SessionStore store = expired(Caller.CLIENT);

        store.removeClaimed(key, next(HERE));

        assertThat(LocalGrid.holds(owner, id)).isTrue();
    }

    @Tag("G6")
    @Test
    void staysClaimedWhenItsOwnerIsLostAndStaysRemoved() {
        try (LocalGrid grid = new LocalGrid()) {
            HazelcastInstance lost = grid.startMember();
            HazelcastInstance left = grid.startMember();
            id = LocalGrid.idOwnedBy(lost);
            SessionStore store = LocalGrid.storeOn(left);
            store.create(id, now(), with(put("cart", "book")), next(HERE));
            LocalGrid.setClusterTime(lost, now().plusSeconds(32 * 60));
            LocalGrid.setClusterTime(left, now().plusSeconds(32 * 60));
            assertThat(store.claim(id.key(), HERE, LEASE, SessionStore.NOTHING_KNOWN))
                    .isInstanceOf(Opened.Changed.class);

            lost.getLifecycleService().terminate();

            await().atMost(LocalGrid.PATIENCE)
                    .untilAsserted(() -> assertThat(LocalGrid.record(left, id).isClaimedBy(HERE))
                            .isTrue());
            store.removeClaimed(id.key(), next(HERE));
            assertThat(LocalGrid.holds(left, id)).isFalse();
        }
    }

    @Test
    void leavesNothingOnABackup() {
        try (LocalGrid grid = new LocalGrid()) {
            HazelcastInstance lost = grid.startMember();
            HazelcastInstance left = grid.startMember();
            id = LocalGrid.idOwnedBy(lost);
            SessionStore store = LocalGrid.storeOn(lost);
            store.create(id, now(), with(put("cart", "book")), next(HERE));
            LocalGrid.setClusterTime(lost, now().plusSeconds(32 * 60));
            store.claim(id.key(), HERE, LEASE, SessionStore.NOTHING_KNOWN);
            store.removeClaimed(id.key(), next(HERE));

            lost.getLifecycleService().terminate();

            await().atMost(LocalGrid.PATIENCE)
                    .until(() -> left.getCluster().getMembers().size() == 1);
            assertThat(LocalGrid.holds(left, id)).isFalse();
        }
    }

    @Tag("G6")
    @Test
    void isLookedForInAPartitionThoughItsAnswerToTheStepWasLost() {
        try (LocalGrid grid = new LocalGrid()) {
            HazelcastInstance member = grid.startMember();
            SessionStore others = LocalGrid.storeOn(member);
            SessionStore store = new HazelcastSessionStore(
                    grid.startClient(), LocalGrid.MAP, Duration.ofSeconds(1), new SessionMeters());
            others.takeTurn(TURN, Duration.ofMillis(1));
            List<Integer> next = await().atMost(LocalGrid.PATIENCE)
                    .until(() -> store.takeTurn(TURN, Duration.ofMillis(1)), list -> !list.isEmpty());

            StandStill.during(
                    member,
                    () -> assertThatThrownBy(() -> store.takeTurn(TURN, Duration.ofMillis(1)))
                            .isInstanceOf(SessionStoreException.class));
            List<Integer> later = await().atMost(LocalGrid.PATIENCE)
                    .until(() -> others.takeTurn(TURN, Duration.ofMillis(1)), list -> !list.isEmpty());

            int partitions = member.getPartitionService().getPartitions().size();
            assertThat(later).containsExactly((next.get(0) + 2) % partitions);
            assertThat(store.takeTurn(TURN, Duration.ofMillis(1))).containsExactly((next.get(0) + 1) % partitions);
        }
    }

    @Test
    void isLookedForInEveryPartitionOnceATurnHoweverManyLook() {
        List<SessionStore> stores = List.of(store(Caller.CLIENT), store(Caller.OWNER), store(Caller.OTHER_MEMBER));
        int all = owner.getPartitionService().getPartitions().size();
        List<Integer> visited = new ArrayList<>();

        await().atMost(LocalGrid.PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            stores.forEach(store -> visited.addAll(store.takeTurn(TURN, TURN.dividedBy(STEPS))));
            return visited.size() >= all;
        });

        assertThat(visited.subList(0, all))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, all).boxed().toList());
    }

    /** Ten steps cannot share the partitions evenly; the rest must not wait for the next turn. */
    @Test
    void isLookedForInEveryPartitionWithinTheTurn() {
        SessionStore store = store(Caller.CLIENT);
        int all = owner.getPartitionService().getPartitions().size();
        assertThat(all % STEPS).isNotZero();

        List<Integer> step = await().atMost(LocalGrid.PATIENCE)
                .until(() -> store.takeTurn(TURN, TURN.dividedBy(STEPS)), taken -> !taken.isEmpty());

        assertThat(step.size() * STEPS).isGreaterThanOrEqualTo(all);
    }

    @Tag("G6")
    @Test
    void isLookedForWhereTheHandWasLastThoughOnlyARepetitionReachedTheBackup() {
        SweepHand moved = new SweepHand().moved(1, 3, 31, Duration.ZERO, now());
        TakeTurn repeated = new TakeTurn(1, 3, 31, Duration.ZERO);
        repeated.setHazelcastInstance(owner);
        Map.Entry<String, SweepHand> onBackup = new AbstractMap.SimpleEntry<>(key, new SweepHand());

        repeated.process(new AbstractMap.SimpleEntry<>(key, moved));
        Objects.requireNonNull(repeated.getBackupProcessor()).process(onBackup);

        assertThat(onBackup.getValue().partition()).isEqualTo(3);
    }

    @Tag("G6")
    @Test
    void isLookedForOnceThoughTheAnswerWasLost() {
        int all = owner.getPartitionService().getPartitions().size();
        TakeTurn move = new TakeTurn(1, 3, all, TURN);
        IMap<String, SweepHand> hands = owner.getMap("hands-" + key);

        int first = hands.executeOnKey(key, move);
        int again = hands.executeOnKey(key, move);
        int next = hands.executeOnKey(key, new TakeTurn(2, 3, all, TURN));

        assertThat(again).isEqualTo(first).isNotEqualTo(TakeTurn.NOT_DUE);
        assertThat(next).isEqualTo(TakeTurn.NOT_DUE);
    }

    @Tag("G6")
    @Test
    void isLookedForFromWhereTheHandWasWhenItsOwnerIsLost() {
        try (LocalGrid grid = new LocalGrid()) {
            HazelcastInstance lost = grid.startMember();
            HazelcastInstance left = grid.startMember();
            String hand = LocalGrid.idOwnedBy(lost).key();
            IMap<String, SweepHand> hands = left.getMap("hands");
            hands.executeOnKey(hand, new TakeTurn(1, 3, 31, Duration.ZERO));

            lost.getLifecycleService().terminate();

            await().atMost(LocalGrid.PATIENCE)
                    .until(() -> left.getCluster().getMembers().size() == 1);
            assertThat(hands.executeOnKey(hand, new TakeTurn(2, 3, 31, Duration.ZERO)))
                    .isEqualTo(3);
        }
    }

    @Test
    void isLookedForThoughTheClockOfTheGridGoesBack() {
        SessionStore store = store(Caller.CLIENT);
        setTime(now().plusSeconds(600));
        store.takeTurn(TURN, TURN);

        setTime(now());

        assertThat(store.takeTurn(TURN, TURN)).isNotEmpty();
        assertThat(store.takeTurn(TURN, TURN)).isEmpty();
    }
}
