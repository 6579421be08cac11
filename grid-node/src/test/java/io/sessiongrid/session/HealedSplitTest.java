package io.sessiongrid.session;

import static io.sessiongrid.session.Deltas.bytes;
import static io.sessiongrid.session.Deltas.lasting;
import static io.sessiongrid.session.Deltas.put;
import static io.sessiongrid.session.Deltas.remove;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A session of which both halves of a split grid had a copy")
@Tag("G19")
class HealedSplitTest {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final SecretHash OLD = SecretHash.ofText("old");
    private static final SecretHash NEW = SecretHash.ofText("new");
    private static final Lifetime HALF_AN_HOUR = Deltas.HALF_AN_HOUR;
    private static final Lifetime AN_HOUR = new Lifetime(Duration.ofHours(1), Duration.ofMinutes(3));

    /** One app server on each side, and one that made the session. */
    private static final long HERE = 1;

    private static final long THERE = 2;
    private static final long MAKER = 3;

    private final SessionRecord common = SessionRecord.created(
            OLD,
            Creation.now(START),
            new SessionDelta(put("cart", "empty").changes(), HALF_AN_HOUR, null),
            new CommitId(MAKER, 1),
            0,
            START);

    @Test
    void keepsWhatEitherHalfHasSet() {
        SessionRecord healed =
                healed(commit(common, put("left", "1"), HERE, 1), commit(common, put("right", "2"), THERE, 2));

        assertThat(present(healed))
                .containsOnly(
                        Map.entry("cart", bytes("empty")),
                        Map.entry("left", bytes("1")),
                        Map.entry("right", bytes("2")));
    }

    @Test
    void keepsTheNewerValueHoweverManyWritesTheOtherHalfMade() {
        SessionRecord many = common;
        for (int second = 1; second < 20; second++) {
            many = commit(many, put("cart", "old" + second), HERE, second);
        }

        SessionRecord healed = healed(many, commit(common, put("cart", "new"), THERE, 20));

        assertThat(present(healed)).containsEntry("cart", bytes("new"));
    }

    @Test
    void lacksWhatOneHalfHasRemovedSinceTheOtherWroteIt() {
        SessionRecord healed =
                healed(commit(common, remove("cart"), HERE, 2), commit(common, put("cart", "book"), THERE, 1));

        assertThat(present(healed)).doesNotContainKey("cart");
    }

    @Test
    void hasWhatWasWrittenAfterTheOtherHalfRemovedIt() {
        SessionRecord healed =
                healed(commit(common, remove("cart"), HERE, 1), commit(common, put("cart", "book"), THERE, 2));

        assertThat(present(healed)).containsEntry("cart", bytes("book"));
    }

    @Test
    void lacksWhatOneHalfHasRemovedSoLongAgoThatItRemembersItNoMore() {
        SessionRecord forgetful = common;
        for (int i = 0; i <= AttributeTable.MAX_TOMBSTONES; i++) {
            forgetful = commit(forgetful, put("a" + i, ""), HERE, 1);
        }
        forgetful = commit(forgetful, remove("cart"), HERE, 2);
        for (int i = 0; i <= AttributeTable.MAX_TOMBSTONES; i++) {
            forgetful = commit(forgetful, remove("a" + i), HERE, 3);
        }
        assertThat(forgetful.attributes().removed()).doesNotContainKey("cart");

        SessionRecord healed = healed(forgetful, commit(common, put("new", "1"), THERE, 4));

        assertThat(present(healed)).containsOnlyKeys("new");
    }

    @Test
    void hasEnded() {
        SessionRecord healed = healed(told(common, 1), commit(common, put("cart", "book"), THERE, 2));

        assertThat(healed.ended()).isTrue();
        assertThat(healed.endedBy()).isEqualTo(new CommitId(HERE, 1));
        assertThat(present(healed)).isEmpty();
        assertThat(healed.isGoneAt(at(3))).isTrue();
    }

    @Test
    void isGoneAsSoonAsListenersOfItsEndAreBeingTold() {
        SessionRecord healed = healed(ending(common, 1), commit(common, put("cart", "book"), THERE, 2));

        assertThat(healed.isGoneAt(at(3))).isTrue();
        assertThat(healed.isClaimedBy(HERE)).isTrue();
        assertThat(healed.told(new CommitId(HERE, 1), at(3))).isNotNull();
    }

    @Test
    void isGoneIfAnotherServerHasTakenItsEndOver() {
        SessionRecord ending = ending(common, 1);
        SessionRecord taken = ending.with(required(ending.claimed(77, LEASE, at(20))));

        assertThat(healed(taken, commit(common, put("cart", "book"), THERE, 21)).isClaimedBy(77))
                .isTrue();
    }

    @Test
    void isGoneIfAnOperatorHasEndedIt() {
        SessionRecord ended = common.with(required(common.expired(at(1))));

        assertThat(healed(ended, commit(common, put("cart", "book"), THERE, 2)).isGoneAt(at(3)))
                .isTrue();
    }

    @Test
    @Tag("G7")
    void livesIfOneHalfTookItForPastItsTimeWhileTheOtherUsedIt() {
        Instant late = START.plus(HALF_AN_HOUR.maxInactiveInterval()).plus(HALF_AN_HOUR.touchInterval());
        SessionRecord used = common.with(common.touched(late.minusSeconds(60)));
        SessionRecord claimed = common.with(required(common.claimed(77, LEASE, late)));

        assertThat(HealedSplit.merge(used, claimed, late).isGoneAt(late)).isFalse();
        assertThat(HealedSplit.merge(claimed, used, late).isGoneAt(late)).isFalse();
    }

    @Test
    @Tag("G6")
    void staysClaimedIfNeitherHalfHasUsedIt() {
        Instant late = START.plus(HALF_AN_HOUR.maxInactiveInterval()).plus(HALF_AN_HOUR.touchInterval());
        SessionRecord claimed = common.with(required(common.claimed(77, LEASE, late)));

        assertThat(HealedSplit.merge(common, claimed, late).isClaimedBy(77)).isTrue();
    }

    @Test
    @Tag("G5")
    void hasTheIdThatItWasGivenLast() {
        SessionRecord rotated = common.with(required(common.secretChanged(OLD, NEW, at(1))));
        SessionRecord healed = healed(rotated, commit(common, put("cart", "book"), THERE, 2));

        assertThat(healed.open(OLD, 0, at(3))).isInstanceOf(Opened.Gone.class);
        assertThat(healed.open(NEW, 0, at(3))).isInstanceOf(Opened.Changed.class);
    }

    @Test
    void livesAsLongAsWasSaidLast() {
        SessionRecord earlier = commit(common, lasting(new Lifetime(Duration.ofHours(9), Duration.ZERO)), THERE, 1);
        SessionRecord later = commit(common, lasting(AN_HOUR), HERE, 2);

        assertThat(healed(earlier, later).times().lifetime()).isEqualTo(AN_HOUR);
        assertThat(healed(common, later).times().lifetime()).isEqualTo(AN_HOUR);
    }

    @Test
    void isOfTheUserWhoLoggedInLast() {
        SessionUser ada = new SessionUser("ada", "FORM");
        SessionUser bob = new SessionUser("bob", "FORM");
        SessionRecord healed = healed(
                commit(common, new SessionDelta(Map.of(), null, bob), HERE, 1),
                commit(common, new SessionDelta(Map.of(), null, ada), THERE, 2));

        assertThat(healed.user()).isEqualTo(ada);
    }

    @Test
    void wasLastAccessedWhenEitherHalfUsedItLast() {
        SessionRecord touched = common.with(common.touched(at(100)));

        SessionRecord healed = healed(touched, commit(common, put("cart", "book"), HERE, 5));

        assertThat(healed.times().lastAccessedTime()).isEqualTo(at(100));
    }

    @Test
    @Tag("G18")
    void knowsTheLastCommitOfEachServerOfBothHalves() {
        SessionRecord healed =
                healed(commit(common, put("left", "1"), HERE, 1), commit(common, put("right", "2"), THERE, 2));

        assertThat(healed.commit(put("left", "late"), 1, new CommitId(HERE, 1), at(3)))
                .isNull();
        assertThat(healed.commit(put("right", "late"), 1, new CommitId(THERE, 1), at(3)))
                .isNull();
        assertThat(healed.commit(put("cart", "late"), 1, new CommitId(MAKER, 1), at(3)))
                .isNull();
    }

    @Test
    void isTheLaterOneIfItBeganAnewUnderTheSameKey() {
        SessionRecord ended = told(common, 1);
        SessionRecord anew = SessionRecord.created(
                NEW, Creation.now(at(5)), lasting(HALF_AN_HOUR), new CommitId(HERE, 9), ended.version(), at(5));
        SessionRecord healed = healed(anew, commit(common, put("cart", "book"), THERE, 6));

        assertThat(healed.times().creationTime()).isEqualTo(at(5));
        assertThat(present(healed)).isEmpty();
        assertThat(healed.open(NEW, healed.version() - 1, at(7)))
                .isInstanceOfSatisfying(
                        Opened.Changed.class,
                        changed -> assertThat(changed.changes().complete()).isTrue());
    }

    @Test
    void staysAsItIsIfNeitherHalfUsedIt() {
        assertThat(HealedSplit.merge(common, common, at(1))).isSameAs(common);
    }

    @Test
    @Tag("G3")
    void isSentWholeToCopiesOfEitherHalfEvenIfMoreWasRemovedThanIsRemembered() {
        int many = 2 * AttributeTable.MAX_TOMBSTONES;
        SessionRecord full = common;
        for (int i = 0; i < many; i++) {
            full = commit(full, put("a" + i, ""), HERE, 1);
        }
        SessionRecord left = full;
        SessionRecord right = full;
        for (int i = 0; i < many; i++) {
            left = i % 2 == 0 ? commit(left, remove("a" + i), HERE, 2) : left;
            right = i % 2 == 0 ? right : commit(right, remove("a" + i), THERE, 2);
        }
        SessionRecord healed = healed(left, right);

        assertThat(present(healed)).containsOnlyKeys("cart");
        for (SessionRecord half : List.of(left, right)) {
            assertThat(healed.read(half.version(), at(3))).isInstanceOfSatisfying(Opened.Changed.class, changed -> {
                assertThat(changed.changes().complete()).isTrue();
                assertThat(changed.changes().changes()).containsOnlyKeys("cart");
            });
        }
    }

    @Test
    @Tag("G14")
    void isNotSentAgainIfItWasOnlyRead() {
        SessionRecord healed = healed(common, common.with(common.touched(at(100))));

        assertThat(healed.open(OLD, common.version(), at(101))).isInstanceOf(Opened.Unchanged.class);
    }

    /** Of both orders, which must come to the same. */
    private static SessionRecord healed(SessionRecord one, SessionRecord other) {
        SessionRecord healed = HealedSplit.merge(one, other, at(1000));
        assertThat(HealedSplit.merge(other, one, at(1000))).isEqualTo(healed);
        return healed;
    }

    private static SessionRecord commit(SessionRecord before, SessionDelta delta, long writer, long second) {
        CommitId id = new CommitId(writer, before.version());
        return before.with(required(before.commit(delta, before.version(), id, at(second))));
    }

    private static SessionRecord ending(SessionRecord before, long second) {
        return before.with(required(before.end(new CommitId(HERE, 1), LEASE, at(second))));
    }

    private static SessionRecord told(SessionRecord before, long second) {
        SessionRecord ending = ending(before, second);
        return ending.with(required(ending.told(new CommitId(HERE, 1), at(second))));
    }

    private static SessionPatch required(@Nullable SessionPatch patch) {
        return Objects.requireNonNull(patch);
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private static Map<String, AttributeBytes> present(SessionRecord session) {
        return Deltas.present(session);
    }
}
