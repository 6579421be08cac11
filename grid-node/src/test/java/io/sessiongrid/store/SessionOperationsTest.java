package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.NOTHING;
import static io.sessiongrid.session.Deltas.bytes;
import static io.sessiongrid.session.Deltas.put;
import static io.sessiongrid.session.Deltas.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Deltas;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.session.TouchListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A session in the grid")
class SessionOperationsTest extends SessionInGrid {
    @ParameterizedTest
    @EnumSource
    void opensAfterItWasCreated(Caller caller) {
        SessionStore store = store(caller);

        Committed created = store.create(id, now(), with(put("cart", "book")), next(HERE));

        assertThat(others(created)).isEmpty();
        assertThat(changes(store.open(key, secret, SessionStore.NOTHING_KNOWN)))
                .containsExactly(Map.entry("cart", new AttributeChange.Put(bytes("book"))));
    }

    @ParameterizedTest
    @EnumSource
    void isNotCreatedUnderAKeyThatIsTaken(Caller caller) {
        SessionStore store = created(caller);

        Committed second = store.create(id, now(), with(put("cart", "mine")), next(ELSEWHERE));

        assertThat(second).isEqualTo(new Committed.Gone());
        assertThat(present()).doesNotContainKey("cart");
    }

    @Tag("G18")
    @ParameterizedTest
    @EnumSource
    void isCreatedOnceThoughItsCreationIsRepeated(Caller caller) {
        SessionStore store = store(caller);
        CommitId creation = next(HERE);
        Instant now = now();
        store.create(id, now, with(put("cart", "book")), creation);
        store.commit(key, put("user", "ada"), 1, next(ELSEWHERE));

        Committed repeated = store.create(id, now, with(put("cart", "book")), creation);

        assertThat(others(repeated)).containsOnlyKeys("user");
        assertThat(record().version()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void isGoneIfItNeverWas(Caller caller) {
        assertThat(store(caller).open(key, secret, SessionStore.NOTHING_KNOWN)).isEqualTo(new Opened.Gone());
        assertThat(store(caller).commit(key, put("cart", "pen"), 1, next(HERE))).isEqualTo(new Committed.Gone());
        assertThat(store(caller).changeSecret(key, secret, WRONG)).isFalse();
        assertThat(LocalGrid.holds(owner, id)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void isGoneForAWrongSecret(Caller caller) {
        SessionStore store = created(caller);

        assertThat(store.open(key, WRONG, SessionStore.NOTHING_KNOWN)).isEqualTo(new Opened.Gone());
        assertThat(store.open(key, WRONG, 1)).isEqualTo(new Opened.Gone());
    }

    @Tag("G14")
    @ParameterizedTest
    @EnumSource
    void sendsAnUpToDateCopyNothingButTimes(Caller caller) {
        SessionStore store = created(caller);

        Opened answer = store.open(key, secret, 1);

        assertThat(answer).isInstanceOfSatisfying(Opened.Unchanged.class, unchanged -> {
            assertThat(unchanged.times()).isEqualTo(record().times());
            assertThat(unchanged.now()).isBetween(now().minusSeconds(20), now().plusSeconds(1));
        });
    }

    @Tag("G14")
    @ParameterizedTest
    @EnumSource
    void sendsAnOlderCopyOnlyWhatIsNewer(Caller caller) {
        SessionStore store = created(caller);
        store.commit(key, put("cart", "book"), 1, next(HERE));
        store.commit(key, put("user", "ada"), 2, next(HERE));
        store.commit(key, remove("cart"), 3, next(HERE));

        assertThat(changes(store.open(key, secret, 2)))
                .containsOnly(
                        Map.entry("user", new AttributeChange.Put(bytes("ada"))),
                        Map.entry("cart", new AttributeChange.Remove()));
    }

    @Tag("G3")
    @ParameterizedTest
    @EnumSource
    void answersACommitWithWhatOthersCommitted(Caller caller) {
        SessionStore store = created(caller);
        store.commit(key, put("user", "ada"), 1, next(ELSEWHERE));

        Committed answer = store.commit(key, put("cart", "pen"), 1, next(HERE));

        assertThat(others(answer)).containsExactly(Map.entry("user", new AttributeChange.Put(bytes("ada"))));
        assertThat(present()).containsOnlyKeys("user", "cart");
    }

    @Tag("G18")
    @ParameterizedTest
    @EnumSource
    void isChangedOnceThoughACommitIsRepeated(Caller caller) {
        SessionStore store = created(caller);
        CommitId commit = next(HERE);
        store.commit(key, put("cart", "pen"), 1, commit);
        store.commit(key, put("cart", "ink"), 2, next(ELSEWHERE));

        Committed repeated = store.commit(key, put("cart", "pen"), 1, commit);

        assertThat(others(repeated)).containsExactly(Map.entry("cart", new AttributeChange.Put(bytes("ink"))));
        assertThat(record().version()).isEqualTo(3);
        assertThat(present()).containsEntry("cart", bytes("ink"));
    }

    @Tag("G7")
    @Test
    void answersARepeatedCommitWithTheTimeOfTheGridAndNotOfTheCommit() {
        SessionStore store = created(Caller.CLIENT);
        CommitId commit = next(HERE);
        store.commit(key, put("cart", "pen"), 1, commit);
        Instant later = now().plusSeconds(60);
        setTime(later);

        assertThat(store.commit(key, put("cart", "pen"), 1, commit))
                .isInstanceOfSatisfying(
                        Committed.Applied.class,
                        answer -> assertThat(answer.now()).isAfterOrEqualTo(later));
    }

    @ParameterizedTest
    @EnumSource
    void takesOverLifetimeAndUserWithACommit(Caller caller) {
        SessionStore store = created(caller);
        Lifetime hour = new Lifetime(Duration.ofHours(1), Duration.ofSeconds(20));
        SessionUser ada = new SessionUser("ada", "FORM");

        store.commit(key, new SessionDelta(Map.of(), hour, ada), 1, next(HERE));

        assertThat(record().times().lifetime()).isEqualTo(hour);
        assertThat(record().user()).isEqualTo(ada);
        assertThat(LocalGrid.timeToLive(owner, id)).isGreaterThan(Duration.ofMinutes(119));
    }

    @ParameterizedTest
    @EnumSource
    void isAccessedNowWhenItIsTouched(Caller caller) {
        SessionStore store = created(caller);
        Instant later = now().plusSeconds(60);
        LocalGrid.setClusterTime(owner, later);

        store.touch(key, Duration.ZERO, TouchListener.NONE);

        await().atMost(LocalGrid.PATIENCE)
                .untilAsserted(
                        () -> assertThat(record().times().lastAccessedTime()).isBetween(later, later.plusSeconds(20)));
        assertThat(record().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void isNotAccessedWhenItIsOpened(Caller caller) {
        SessionStore store = created(caller);
        SessionTimes before = record().times();
        LocalGrid.setClusterTime(owner, now().plusSeconds(60));

        store.open(key, secret, SessionStore.NOTHING_KNOWN);

        assertThat(record().times()).isEqualTo(before);
    }

    @Test
    void holdsAFiveMegabyteAttribute() {
        SessionStore store = created(Caller.CLIENT);
        AttributeBytes large = AttributeBytes.of(new byte[5 << 20]);

        store.commit(key, Deltas.and(NOTHING, "large", new AttributeChange.Put(large)), 1, next(HERE));

        assertThat(changes(store.open(key, secret, 1))).containsEntry("large", new AttributeChange.Put(large));
    }

    @Test
    void holdsAThousandAttributesOfAnyName() {
        SessionStore store = created(Caller.CLIENT);
        SessionDelta delta = NOTHING;
        for (int i = 0; i < 1_000; i++) {
            delta = Deltas.and(delta, "购物车\ud83d\uded2." + i, new AttributeChange.Put(bytes("" + i)));
        }

        store.commit(key, delta, 1, next(HERE));

        assertThat(changes(store.open(key, secret, 1))).isEqualTo(delta.changes());
    }
}
