package io.sessiongrid.session;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.bytes;
import static io.sessiongrid.session.Deltas.put;
import static io.sessiongrid.session.Deltas.remove;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A session's record, as it changes")
class SessionRecordChangesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final Instant LATER = NOW.plusSeconds(10);

    private static final SecretHash SECRET = SecretHash.ofText("secret");

    private static final SecretHash OTHER_SECRET = SecretHash.ofText("other");

    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final long HERE = 1;
    private static final long ELSEWHERE = 2;

    private long sequence;

    private final SessionRecord fresh = SessionRecord.created(
            SECRET,
            Creation.now(NOW),
            new SessionDelta(put("cart", "book").changes(), HALF_AN_HOUR, null),
            next(HERE),
            0,
            NOW);

    @Tag("G18")
    @Test
    void changesOnceHoweverOftenACommitArrives() {
        CommitId id = next(HERE);
        SessionRecord once = fresh.with(
                Objects.requireNonNull(fresh.commit(put("cart", "pen"), SessionStore.NOTHING_KNOWN, id, LATER)));

        assertThat(once.commit(put("cart", "pen"), SessionStore.NOTHING_KNOWN, id, LATER.plusSeconds(1)))
                .isNull();
    }

    @Tag("G18")
    @Test
    void refusesACommitThatItsWriterHasGivenUp() {
        CommitId abandoned = next(HERE);
        SessionRecord after = commit(fresh, put("cart", "pen"), HERE);

        assertThat(after.commit(put("cart", "book"), SessionStore.NOTHING_KNOWN, abandoned, LATER))
                .isNull();
    }

    @Tag("G18")
    @Test
    void answersARepeatedCommitWithWhatOthersHaveOverwrittenSince() {
        CommitId id = next(HERE);
        SessionDelta delta = put("cart", "pen");
        SessionRecord once =
                fresh.with(Objects.requireNonNull(fresh.commit(delta, SessionStore.NOTHING_KNOWN, id, LATER)));

        SessionRecord overwritten = commit(once, put("cart", "ink"), ELSEWHERE);

        assertThat(others(overwritten.committed(delta, 1, LATER)))
                .containsExactly(Map.entry("cart", new AttributeChange.Put(bytes("ink"))));
    }

    @Tag("G18")
    @Test
    void answersARepeatedCommitWithWhatOthersHaveRemovedSince() {
        CommitId id = next(HERE);
        SessionDelta delta = put("cart", "pen");
        SessionRecord once =
                fresh.with(Objects.requireNonNull(fresh.commit(delta, SessionStore.NOTHING_KNOWN, id, LATER)));

        SessionRecord removed = commit(once, remove("cart"), ELSEWHERE);

        assertThat(others(removed.committed(delta, 1, LATER)))
                .containsExactly(Map.entry("cart", new AttributeChange.Remove()));
    }

    @Tag("G3")
    @Test
    void answersACommitWithWhatOthersChangedAndNothingElse() {
        SessionRecord others = commit(fresh, put("user", "ada"), ELSEWHERE);
        SessionDelta delta = put("cart", "pen");

        SessionRecord after = commit(others, delta, HERE);

        assertThat(others(after.committed(delta, 1, LATER))).containsOnlyKeys("user");
    }

    @Tag("G3")
    @Test
    void keepsWhatOthersCommittedToOtherAttributes() {
        SessionRecord after = commit(commit(fresh, put("user", "ada"), ELSEWHERE), put("cart", "pen"), HERE);

        assertThat(after.attributes().present()).containsOnlyKeys("user", "cart");
        assertThat(after.version()).isEqualTo(3);
    }

    @Test
    void isTouchedByACommit() {
        assertThat(commit(fresh, put("cart", "pen"), HERE).times().lastAccessedTime())
                .isEqualTo(LATER);
    }

    @Test
    void keepsItsVersionWhenItIsTouched() {
        SessionRecord after = fresh.with(fresh.touched(LATER));

        assertThat(after.version()).isEqualTo(1);
        assertThat(after.times().lastAccessedTime()).isEqualTo(LATER);
        assertThat(after.attributes()).isSameAs(fresh.attributes());
    }

    @Test
    void takesOverALifetime() {
        Lifetime minute = new Lifetime(Duration.ofMinutes(1), Duration.ofSeconds(3));

        SessionRecord after = commit(fresh, Deltas.lasting(minute), HERE);

        assertThat(after.times().lifetime()).isEqualTo(minute);
        assertThat(commit(after, put("cart", "pen"), HERE).times().lifetime()).isEqualTo(minute);
    }

    @Test
    void takesOverItsUser() {
        SessionUser ada = new SessionUser("ada", "FORM");

        SessionRecord after = commit(fresh, new SessionDelta(Map.of(), null, ada), HERE);

        assertThat(after.user()).isEqualTo(ada);
        assertThat(commit(after, put("cart", "pen"), HERE).user()).isEqualTo(ada);
    }

    /** Of the lifetime and the user of a commit whose request was refused before it was executed. */
    @Tag("G2")
    @Test
    void keepsWhatOthersHaveSetSinceACommitThatIsLateKnewOfThem() {
        Lifetime longer = new Lifetime(Duration.ofHours(8), Duration.ofMinutes(1));
        SessionRecord set = commit(fresh, new SessionDelta(Map.of(), longer, new SessionUser("bob", "")), ELSEWHERE);
        SessionDelta late = new SessionDelta(Map.of(), HALF_AN_HOUR, new SessionUser("ada", ""));

        SessionRecord unknown =
                commit(set, late.with(new GivingWay(null, null, NOW)).yieldingAll(), HERE);
        SessionRecord known =
                commit(set, late.with(new GivingWay(null, null, LATER)).yieldingAll(), HERE);

        assertThat(unknown.times().lifetime()).isEqualTo(longer);
        assertThat(unknown.user()).isEqualTo(new SessionUser("bob", ""));
        assertThat(known.times().lifetime()).isEqualTo(HALF_AN_HOUR);
        assertThat(known.user()).isEqualTo(new SessionUser("ada", ""));
    }

    @Tag("G5")
    @Test
    void opensWithItsNewSecretOnlyAfterARotation() {
        SessionRecord after = fresh.with(Objects.requireNonNull(fresh.secretChanged(SECRET, OTHER_SECRET, LATER)));

        assertThat(after.open(SECRET, 1, LATER)).isEqualTo(new Opened.Gone());
        assertThat(after.open(OTHER_SECRET, 1, LATER)).isEqualTo(new Opened.Unchanged(after.times(), LATER));
        assertThat(after.attributes()).isEqualTo(fresh.attributes());
    }

    @Tag("G5")
    @Test
    void rotatesOnlyForWhoeverKnowsItsSecret() {
        assertThat(fresh.secretChanged(OTHER_SECRET, SECRET, LATER)).isNull();
    }

    @Tag("G4")
    @Test
    void isGoneForEverWhenItEnded() {
        SessionRecord ended = ended(fresh, next(HERE));

        assertThat(ended.isGoneAt(NOW)).isTrue();
        assertThat(ended.open(SECRET, 1, NOW)).isEqualTo(new Opened.Gone());
        assertThat(ended.with(ended.touched(LATER)).isGoneAt(NOW)).isTrue();
    }

    @Tag("G6")
    @Test
    void keepsWhatItHeldUntilListenersWereTold() {
        CommitId end = next(HERE);

        SessionRecord ending = fresh.with(Objects.requireNonNull(fresh.end(end, LEASE, NOW)));

        assertThat(ending.isGoneAt(NOW)).isTrue();
        assertThat(ending.attributes()).isEqualTo(fresh.attributes());
        assertThat(ending.end(end, LEASE, NOW)).isNotNull();
        assertThat(ending.end(next(HERE), LEASE, NOW)).isNull();
        assertThat(ending.end(next(ELSEWHERE), LEASE, NOW)).isNull();
        assertThat(ending.mayBeClaimedAt(NOW.plus(LEASE).minusMillis(1))).isFalse();
        assertThat(ending.mayBeClaimedAt(NOW.plus(LEASE))).isTrue();
    }

    @Tag("G6")
    @Test
    void knowsByWhomItWasEnded() {
        CommitId end = next(HERE);

        SessionRecord ended = ended(fresh, end);

        assertThat(ended.hasApplied(end)).isTrue();
        assertThat(ended.hasApplied(next(HERE))).isFalse();
        assertThat(ended.hasApplied(next(ELSEWHERE))).isFalse();
        assertThat(ended.ended()).isTrue();
    }

    @Test
    void holdsNoDataWhenItEnded() {
        SessionRecord withUser = commit(fresh, new SessionDelta(Map.of(), null, new SessionUser("ada", "FORM")), HERE);

        SessionRecord ended = ended(withUser, next(HERE));

        assertThat(ended.attributes()).isEqualTo(AttributeTable.EMPTY);
        assertThat(ended.user()).isEqualTo(SessionUser.NOBODY);
        assertThat(ended.version()).isGreaterThan(withUser.version());
    }

    @Test
    void isBroughtUpToDateOnABackupThatMissedAnOutcome() {
        SessionRecord missed = commit(fresh, put("user", "ada"), ELSEWHERE);
        SessionPatch next = Objects.requireNonNull(
                missed.commit(put("cart", "pen"), SessionStore.NOTHING_KNOWN, next(HERE), LATER));

        SessionRecord backup = fresh.with(next);

        assertThat(backup.version()).isEqualTo(3);
        assertThat(backup.attributes().present()).containsOnlyKeys("cart");
        assertThat(backup.attributes().present().get("cart"))
                .isEqualTo(missed.with(next).attributes().present().get("cart"));
    }

    @Test
    void keepsANewerAttributeOnABackupThatIsSentAnOlderOutcome() {
        SessionPatch older = Objects.requireNonNull(
                fresh.commit(put("cart", "old"), SessionStore.NOTHING_KNOWN, next(ELSEWHERE), NOW));
        SessionRecord newer = commit(fresh.with(older), put("cart", "new"), HERE);

        SessionRecord backup = newer.with(older);

        assertThat(backup.attributes()).isEqualTo(newer.attributes());
    }

    private CommitId next(long writer) {
        return new CommitId(writer, ++sequence);
    }

    private SessionRecord commit(SessionRecord before, SessionDelta delta, long writer) {
        return before.with(
                Objects.requireNonNull(before.commit(delta, SessionStore.NOTHING_KNOWN, next(writer), LATER)));
    }

    private static Map<String, AttributeChange> others(Committed answer) {
        return ((Committed.Applied) answer).others().changes();
    }

    private static SessionRecord ended(SessionRecord session, CommitId end) {
        SessionRecord ending = session.with(Objects.requireNonNull(session.end(end, LEASE, NOW)));
        return ending.with(Objects.requireNonNull(ending.told(end, NOW)));
    }
}
