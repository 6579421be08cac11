package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.NOTHING;
import static io.sessiongrid.session.Deltas.bytes;
import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionCopy;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.TouchListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A session in the grid that is rotated, restored or ended")
class SessionTurnsTest extends SessionInGrid {
    @Tag("G5")
    @ParameterizedTest
    @EnumSource
    void opensWithItsNewSecretOnlyAfterARotation(Caller caller) {
        SessionStore store = created(caller);
        SessionId renewed = id.withNewSecret(new SecureRandom());

        boolean changed = store.changeSecret(key, secret, renewed.secretHash());

        assertThat(changed).isTrue();
        assertThat(store.open(key, secret, 1)).isEqualTo(new Opened.Gone());
        assertThat(store.open(key, renewed.secretHash(), 1)).isInstanceOf(Opened.Unchanged.class);
    }

    @Tag("G18")
    @ParameterizedTest
    @EnumSource
    void rotatesOnceThoughARotationIsRepeated(Caller caller) {
        SessionStore store = created(caller);
        SessionId renewed = id.withNewSecret(new SecureRandom());
        store.changeSecret(key, secret, renewed.secretHash());

        assertThat(store.changeSecret(key, secret, renewed.secretHash())).isTrue();
        assertThat(record().secretHash()).isEqualTo(renewed.secretHash());
    }

    @ParameterizedTest
    @EnumSource
    void doesNotRotateForAWrongSecret(Caller caller) {
        SessionStore store = created(caller);

        assertThat(store.changeSecret(
                        key, WRONG, id.withNewSecret(new SecureRandom()).secretHash()))
                .isFalse();
        assertThat(record().secretHash()).isEqualTo(secret);
    }

    @ParameterizedTest
    @EnumSource
    void replacesWhatIsThereWhenItIsRestored(Caller caller) {
        SessionStore store = created(caller);
        store.commit(key, put("cart", "pen"), 1, next(HERE));
        SessionTimes elsewhere = new SessionTimes(now().minusSeconds(500), now().minusSeconds(5), HALF_AN_HOUR);
        SessionId renewed = id.withNewSecret(new SecureRandom());

        store.restore(renewed, elsewhere, put("user", "ada"), next(HERE));

        assertThat(record().times()).isEqualTo(elsewhere);
        assertThat(changes(store.open(key, renewed.secretHash(), 2))).containsOnlyKeys("user");
        assertThat(store.open(key, secret, 2)).isEqualTo(new Opened.Gone());
    }

    @Tag("G18")
    @ParameterizedTest
    @EnumSource
    void isRestoredOnceThoughThatIsRepeated(Caller caller) {
        SessionStore store = created(caller);
        SessionTimes elsewhere = new SessionTimes(now(), now(), HALF_AN_HOUR);
        CommitId restoration = next(HERE);
        store.restore(id, elsewhere, put("user", "ada"), restoration);
        store.commit(key, put("cart", "pen"), 2, next(ELSEWHERE));

        store.restore(id, elsewhere, put("user", "ada"), restoration);

        assertThat(present()).containsOnlyKeys("user", "cart");
    }

    @ParameterizedTest
    @EnumSource
    void isRestoredFromACopyWhereNothingIs(Caller caller) {
        SessionStore store = created(caller);
        SessionId lost = SessionId.generate(new SecureRandom());
        SessionCopy copy = copyOf(lost, new SessionTimes(now(), now(), HALF_AN_HOUR));

        Committed answer = store.restore(lost.key(), copy, next(HERE));

        assertThat(answer).isInstanceOf(Committed.Applied.class);
        assertThat(changes(store.open(lost.key(), lost.secretHash(), 1))).containsOnlyKeys("user");
        assertThat(store.open(
                        lost.key(),
                        lost.secretHash(),
                        ((Committed.Applied) answer).others().version()))
                .isInstanceOf(Opened.Unchanged.class);
    }

    @ParameterizedTest
    @EnumSource
    void isNotReplacedByACopyOfAnother(Caller caller) {
        SessionStore store = created(caller);
        SessionRecord before = record();

        SessionId renewed = id.withNewSecret(new SecureRandom());
        SessionTimes earlier = new SessionTimes(now().minusSeconds(60), now(), HALF_AN_HOUR);

        assertThat(store.restore(key, copyOf(id, earlier), next(HERE))).isEqualTo(new Committed.Gone());
        assertThat(store.restore(key, copyOf(renewed, before.times()), next(HERE)))
                .isEqualTo(new Committed.Gone());

        assertThat(record()).isEqualTo(before);
    }

    private SessionCopy copyOf(SessionId copied, SessionTimes times) {
        return new SessionCopy(copied.secretHash(), times, put("user", "ada"), 1, now());
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatItHeldWhenItEnds(Caller caller) {
        SessionStore store = created(caller);
        store.commit(key, put("cart", "pen"), 1, next(ELSEWHERE));

        Opened last = store.end(key, 1, next(HERE), LEASE);

        assertThat(changes(last)).containsExactly(Map.entry("cart", new AttributeChange.Put(bytes("pen"))));
    }

    @ParameterizedTest
    @EnumSource
    void endsForOneCallerOnly(Caller caller) {
        SessionStore store = created(caller);
        store.end(key, 1, next(HERE), LEASE);

        assertThat(store.end(key, 1, next(HERE), LEASE)).isEqualTo(new Opened.Gone());
    }

    @Tag("G4")
    @ParameterizedTest
    @EnumSource
    void isNotRevivedByAnythingThatArrivesAfterItsEnd(Caller caller) {
        SessionStore store = store(caller);
        CommitId creation = next(HERE);
        CommitId commit = next(HERE);
        Instant now = now();
        store.create(id, now, with(NOTHING), creation);
        store.commit(key, put("cart", "pen"), 1, commit);
        CommitId end = next(HERE);
        store.end(key, 2, end, LEASE);

        assertThat(store.create(id, now, with(NOTHING), creation)).isEqualTo(new Committed.Expired());
        assertThat(store.commit(key, put("cart", "pen"), 1, commit)).isEqualTo(new Committed.Gone());
        assertThat(store.open(key, secret, 2)).isEqualTo(new Opened.Gone());
        store.removeClaimed(key, end);

        assertThat(store.create(id, now, with(NOTHING), creation)).isEqualTo(new Committed.Ended(end));
        assertThat(store.create(id, now, with(NOTHING), next(HERE))).isEqualTo(new Committed.Ended(end));
        assertThat(store.commit(key, put("cart", "pen"), 1, commit)).isEqualTo(new Committed.Gone());
        assertThat(store.commit(key, put("cart", "ink"), 2, next(HERE))).isEqualTo(new Committed.Gone());
        assertThat(store.restore(id, new SessionTimes(now, now, HALF_AN_HOUR), put("cart", "ink"), next(HERE)))
                .isEqualTo(new Committed.Gone());
        assertThat(store.changeSecret(key, secret, WRONG)).isFalse();
        store.touch(key, Duration.ZERO, TouchListener.NONE);
        assertThat(store.open(key, secret, 2)).isEqualTo(new Opened.Gone());
        assertThat(record().ended()).isTrue();
    }

    @Tag("G6")
    @ParameterizedTest
    @EnumSource
    void tellsWhoeverEndedItThatItDidThoughTheEndIsRepeated(Caller caller) {
        SessionStore store = created(caller);
        CommitId end = next(HERE);
        store.end(key, 1, end, LEASE);

        assertThat(store.end(key, 1, end, LEASE)).isInstanceOf(Opened.Unchanged.class);
        assertThat(store.end(key, 1, next(ELSEWHERE), LEASE)).isEqualTo(new Opened.Gone());
    }

    @Tag("G6")
    @ParameterizedTest
    @EnumSource
    void isClaimedByAnotherIfWhoeverEndedItDoesNotTell(Caller caller) {
        SessionStore store = created(caller);
        CommitId end = next(HERE);
        store.end(key, 1, end, LEASE);

        setTime(now().plus(LEASE));

        assertThat(changes(store.claim(key, ELSEWHERE, LEASE, SessionStore.NOTHING_KNOWN)))
                .containsOnlyKeys(present().keySet().toArray(String[]::new));
        assertThat(store.end(key, 1, end, LEASE)).isEqualTo(new Opened.Gone());
        store.removeClaimed(key, end);
        assertThat(record().isClaimedBy(ELSEWHERE)).isTrue();
    }

    @Tag("G4")
    @Test
    void isNotCreatedByACreationThatArrivesAfterItsEnd() {
        SessionStore store = store(Caller.CLIENT);
        CommitId late = next(HERE);
        CommitId end = next(HERE);
        store.end(key, SessionStore.NOTHING_KNOWN, end, LEASE);

        assertThat(store.create(id, now(), with(put("cart", "pen")), late)).isEqualTo(new Committed.Ended(end));
        assertThat(store.open(key, secret, SessionStore.NOTHING_KNOWN)).isEqualTo(new Opened.Gone());
    }

    /** In another context of the same server a session lives on under this id. */
    @Tag("G4")
    @ParameterizedTest
    @EnumSource
    void mayBeFollowedByAnotherThatKnowsOfItsEndAndOfNoLaterOne(Caller caller) {
        SessionStore store = created(caller);
        CommitId end = next(HERE);
        end(store, end);
        CommitId creation = next(ELSEWHERE);
        Creation following = Creation.now(now()).replacing(end);

        assertThat(store.create(id, following, with(put("cart", "new")), creation))
                .isInstanceOf(Committed.Applied.class);
        assertThat(store.create(id, following, with(put("cart", "new")), creation))
                .isInstanceOf(Committed.Applied.class);
        assertThat(present()).containsOnlyKeys("cart");
        CommitId later = next(HERE);
        end(store, later);

        assertThat(store.create(id, following, with(put("cart", "new")), creation))
                .isEqualTo(new Committed.Gone());
        assertThat(store.create(id, following, with(put("cart", "new")), next(HERE)))
                .isEqualTo(new Committed.Ended(later));
        assertThat(record().ended()).isTrue();
    }

    @Test
    void leavesATraceForAsLongAsItWouldHaveLivedWhenItEnds() {
        end(created(Caller.CLIENT), next(HERE));

        assertThat(LocalGrid.timeToLive(owner, id)).isEqualTo(Duration.ofMinutes(31));
    }
}
