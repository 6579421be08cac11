package io.sessiongrid.session;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.NOTHING;
import static io.sessiongrid.session.Deltas.bytes;
import static io.sessiongrid.session.Deltas.put;
import static io.sessiongrid.session.Deltas.remove;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A session's record")
class SessionRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final Instant LATER = NOW.plusSeconds(10);

    private static final Instant PAST_ITS_TIME = NOW.plusSeconds(31 * 60);

    private static final SecretHash SECRET = SecretHash.ofText("secret");

    private static final SecretHash OTHER_SECRET = SecretHash.ofText("other");

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

    @Test
    void startsAtVersionOneWithItsFirstAttributes() {
        assertThat(fresh.version()).isEqualTo(1);
        assertThat(fresh.attributes().present()).containsOnlyKeys("cart");
        assertThat(fresh.ended()).isFalse();
        assertThat(fresh.user()).isEqualTo(SessionUser.NOBODY);
    }

    @Test
    void cannotStartWithoutALifetime() {
        assertThatThrownBy(() -> SessionRecord.created(SECRET, Creation.now(NOW), NOTHING, next(HERE), 0, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A new session has no lifetime; expected one");
    }

    @Test
    void takesOverTheCreationTimeOfAnAppServerWhoseClockIsNearlyRight() {
        assertThat(createdAt(NOW.minusSeconds(3))).isEqualTo(NOW.minusSeconds(3));
    }

    @Test
    void doesNotTakeOverTheCreationTimeOfAnAppServerWhoseClockIsWrong() {
        assertThat(createdAt(NOW.minusMillis(3_001))).isEqualTo(NOW);
        assertThat(createdAt(NOW.plusMillis(3_001))).isEqualTo(NOW);
    }

    @Test
    void beganWhenItDidThoughTheGridHearsOfItLate() {
        Lifetime lifetime = HALF_AN_HOUR;
        Duration ago = Duration.ofMinutes(5);
        Creation late = new Creation(NOW.minus(ago).plusSeconds(1), ago, Duration.ZERO, null);
        Creation lateByAWrongClock = new Creation(NOW.plusSeconds(600), ago, Duration.ZERO, null);

        assertThat(late.times(lifetime, NOW).creationTime())
                .isEqualTo(NOW.minus(ago).plusSeconds(1));
        assertThat(lateByAWrongClock.times(lifetime, NOW).creationTime()).isEqualTo(NOW.minus(ago));
        assertThat(late.times(lifetime, NOW).lastAccessedTime()).isEqualTo(NOW);
    }

    @Test
    void wasNeverUsedBeforeItBegan() {
        SessionTimes times = SessionRecord.created(
                        SECRET, Creation.now(NOW.plusMillis(10)), Deltas.lasting(HALF_AN_HOUR), next(HERE), 0, NOW)
                .times();

        assertThat(times.lastAccessedTime()).isEqualTo(times.creationTime()).isEqualTo(NOW.plusMillis(10));
    }

    @Test
    void isGoneForWhoeverPresentsAWrongSecret() {
        assertThat(fresh.open(OTHER_SECRET, SessionStore.NOTHING_KNOWN, NOW)).isEqualTo(new Opened.Gone());
    }

    @Test
    void isGoneWhenItIsPastItsTime() {
        assertThat(fresh.open(SECRET, 1, PAST_ITS_TIME.minusMillis(1))).isNotEqualTo(new Opened.Gone());
        assertThat(fresh.open(SECRET, 1, PAST_ITS_TIME)).isEqualTo(new Opened.Gone());
    }

    @Tag("G14")
    @Test
    void sendsNothingToACopyThatIsUpToDate() {
        assertThat(fresh.open(SECRET, 1, LATER)).isEqualTo(new Opened.Unchanged(fresh.times(), LATER));
    }

    @Test
    void sendsNothingToWhoeverWantsTheTimesOnly() {
        assertThat(fresh.open(SECRET, SessionStore.TIMES_ONLY, LATER))
                .isEqualTo(new Opened.Unchanged(fresh.times(), LATER));
    }

    @Test
    void sendsEverythingToWhoeverKnowsNothing() {
        AttributeChanges changes = changes(fresh, SessionStore.NOTHING_KNOWN);

        assertThat(changes.complete()).isTrue();
        assertThat(changes.version()).isEqualTo(1);
        assertThat(changes.changes()).containsExactly(Map.entry("cart", new AttributeChange.Put(bytes("book"))));
    }

    @Test
    void sendsEverythingToACopyThatIsNewerThanItself() {
        assertThat(changes(fresh, 7).complete()).isTrue();
    }

    @Tag("G14")
    @Test
    void sendsOnlyWhatIsNewerToAnOlderCopy() {
        SessionRecord after = commit(fresh, put("user", "ada"), ELSEWHERE);

        AttributeChanges changes = changes(after, 1);

        assertThat(changes.complete()).isFalse();
        assertThat(changes.changes()).containsOnlyKeys("user");
    }

    @Test
    void tellsAnOlderCopyOfARemoval() {
        SessionRecord after = commit(fresh, remove("cart"), ELSEWHERE);

        assertThat(changes(after, 1).changes()).containsExactly(Map.entry("cart", new AttributeChange.Remove()));
    }

    @Test
    void tellsAnOlderCopyOfAnAttributeThatWasRemovedAndPutAgain() {
        SessionRecord after = commit(commit(fresh, remove("cart"), ELSEWHERE), put("cart", "pen"), ELSEWHERE);

        assertThat(changes(after, 1).changes())
                .containsExactly(Map.entry("cart", new AttributeChange.Put(bytes("pen"))));
        assertThat(after.attributes().removed()).isEmpty();
    }

    @Test
    void keepsNoTraceOfTheRemovalOfWhatItNeverHad() {
        SessionRecord after = commit(fresh, remove("never"), HERE);

        assertThat(after.attributes()).isEqualTo(fresh.attributes());
    }

    @Test
    void remembersABoundedNumberOfRemovals() {
        SessionRecord session = fresh;
        for (int i = 0; i < 1_000; i++) {
            session = commit(commit(session, put("a" + i, "x"), HERE), remove("a" + i), HERE);
        }

        assertThat(session.attributes().removed()).hasSize(AttributeTable.MAX_TOMBSTONES);
    }

    @Test
    void sendsEverythingToACopyThatMissedAForgottenRemoval() {
        SessionRecord session = fresh;
        for (int i = 0; i <= AttributeTable.MAX_TOMBSTONES; i++) {
            session = commit(session, put("a" + i, "x"), HERE);
        }
        long full = session.version();
        for (int i = 0; i <= AttributeTable.MAX_TOMBSTONES; i++) {
            session = commit(session, remove("a" + i), HERE);
        }

        assertThat(changes(session, full).complete()).isTrue();
        assertThat(changes(session, full + 1).complete()).isFalse();
        assertThat(changes(session, full + 1).changes()).hasSize(AttributeTable.MAX_TOMBSTONES);
    }

    @Tag("G4")
    @Test
    void thatTookTheKeyOfAnExpiredOneIsSentWholeToEveryCopyOfThat() {
        SessionRecord session =
                SessionRecord.created(SECRET, Creation.now(NOW), Deltas.lasting(HALF_AN_HOUR), next(HERE), 7, NOW);

        assertThat(session.version()).isEqualTo(8);
        for (long known = SessionStore.NOTHING_KNOWN; known <= 7; known++) {
            assertThat(changes(session, known).complete()).isTrue();
        }
    }

    @Tag("G4")
    @Test
    void thatEndedBeforeItBeganIsGone() {
        CommitId end = next(HERE);

        SessionRecord trace = SessionRecord.endedBeforeItBegan(end, NOW);

        assertThat(trace.isGoneAt(NOW)).isTrue();
        assertThat(trace.hasApplied(end)).isTrue();
    }

    @Test
    void holdsItsTimesInMilliseconds() {
        Instant fine = NOW.plusNanos(1_234_567);
        Lifetime lifetime = new Lifetime(Duration.ofNanos(2_345_678), Duration.ofNanos(3_456_789));

        SessionTimes times = SessionRecord.created(
                        SECRET, Creation.now(fine), Deltas.lasting(lifetime), next(HERE), 0, fine)
                .times();

        assertThat(times)
                .isEqualTo(new SessionTimes(
                        NOW.plusMillis(1),
                        NOW.plusMillis(1),
                        new Lifetime(Duration.ofMillis(2), Duration.ofMillis(3))));
    }

    @Test
    void thatWasRestoredHasTheTimesAndContentItHadElsewhere() {
        SessionTimes times = new SessionTimes(NOW.minusSeconds(500), NOW.minusSeconds(5), HALF_AN_HOUR);

        SessionRecord restored = SessionRecord.restored(SECRET, times, put("user", "ada"), next(HERE), 0);

        assertThat(restored.times()).isEqualTo(times);
        assertThat(restored.attributes().present()).containsOnlyKeys("user");
    }

    @Test
    void thatWasRestoredIsSentWholeToEveryCopyOfWhatItReplaced() {
        SessionTimes times = new SessionTimes(NOW, NOW, HALF_AN_HOUR);

        SessionRecord restored = SessionRecord.restored(SECRET, times, put("user", "ada"), next(HERE), 7);

        assertThat(restored.version()).isEqualTo(8);
        for (long known = SessionStore.NOTHING_KNOWN; known <= 7; known++) {
            assertThat(changes(restored, known).complete()).isTrue();
        }
    }

    private CommitId next(long writer) {
        return new CommitId(writer, ++sequence);
    }

    private SessionRecord commit(SessionRecord before, SessionDelta delta, long writer) {
        return before.with(
                Objects.requireNonNull(before.commit(delta, SessionStore.NOTHING_KNOWN, next(writer), LATER)));
    }

    private Instant createdAt(Instant byAppServer) {
        return SessionRecord.created(
                        SECRET, Creation.now(byAppServer), Deltas.lasting(HALF_AN_HOUR), next(HERE), 0, NOW)
                .times()
                .creationTime();
    }

    private static AttributeChanges changes(SessionRecord session, long known) {
        return ((Opened.Changed) session.open(SECRET, known, NOW)).changes();
    }
}
