package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A copy of a session that the grid has lost")
class SessionCopyTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);
    private static final SecretHash SECRET = SecretHash.ofText("secret");
    private static final SessionTimes TIMES = new SessionTimes(NOW.minusSeconds(60), NOW, Deltas.HALF_AN_HOUR);
    private static final CommitId HERE = new CommitId(1, 1);
    private static final CommitId THERE = new CommitId(2, 1);

    /** Of a version, which was current so many seconds ago. */
    private static SessionCopy copy(long version, long secondsAgo, Map<String, String> attributes) {
        Map<String, AttributeChange> changes = new HashMap<>();
        attributes.forEach((name, value) -> changes.put(name, new AttributeChange.Put(Deltas.bytes(value))));
        return new SessionCopy(
                SECRET, TIMES, new SessionDelta(changes, null, null), version, NOW.minusSeconds(secondsAgo));
    }

    private static SessionRecord restored(SessionCopy first, SessionCopy later) {
        SessionRecord present = first.restored(THERE, NOW);
        return present.with(later.over(present, HERE, NOW));
    }

    private static Map<String, AttributeBytes> bytes(Map<String, String> attributes) {
        return Deltas.present(copy(1, 1, attributes).restored(HERE, NOW));
    }

    @Test
    void isRestoredWithAVersionThatNoOtherCopyCanHave() {
        SessionRecord restored = copy(7, 5, Map.of("cart", "book")).restored(HERE, NOW);

        for (long known : new long[] {SessionStore.NOTHING_KNOWN, 0, 7, 9, 1_000_000}) {
            assertThat(restored.read(known, NOW))
                    .isInstanceOfSatisfying(
                            Opened.Changed.class,
                            changed -> assertThat(changed.changes().complete()).isTrue());
        }
        assertThat(restored.read(restored.version(), NOW)).isInstanceOf(Opened.Unchanged.class);
        assertThat(copy(7, 5, Map.of()).restored(THERE, NOW).version()).isNotEqualTo(restored.version());
        assertThat(SessionCopy.isOfRestored(9, restored.read(9, NOW))).isTrue();
        assertThat(SessionCopy.isOfRestored(SessionStore.NOTHING_KNOWN, restored.read(-1, NOW)))
                .isFalse();
        assertThat(restored).isEqualTo(copy(7, 5, Map.of("cart", "book")).restored(HERE, NOW));
    }

    @Test
    void givesWayToANewerOneWhicheverComesFirst() {
        Map<String, String> older = Map.of("cart", "book", "gone", "yes");
        Map<String, String> newer = Map.of("cart", "pen", "user", "ada");

        assertThat(Deltas.present(restored(copy(3, 9, older), copy(5, 4, newer))))
                .isEqualTo(bytes(newer));
        assertThat(Deltas.present(restored(copy(5, 4, newer), copy(3, 9, older))))
                .isEqualTo(bytes(newer));
    }

    @Test
    void changesNothingThatWasWrittenSinceItWasRestored() {
        SessionRecord present =
                copy(3, 9, Map.of("cart", "book", "user", "ada")).restored(THERE, NOW);
        CommitId commit = new CommitId(3, 1);
        SessionRecord written = present.with(Objects.requireNonNull(present.commit(
                new SessionDelta(
                        Map.of(
                                "cart", new AttributeChange.Put(Deltas.bytes("ink")),
                                "new", new AttributeChange.Put(Deltas.bytes("yes")),
                                "user", new AttributeChange.Remove()),
                        null,
                        null),
                present.version(),
                commit,
                NOW.minusSeconds(8))));

        SessionRecord after =
                written.with(copy(5, 4, Map.of("cart", "pen", "user", "bob")).over(written, HERE, NOW));

        assertThat(Deltas.present(after)).isEqualTo(bytes(Map.of("cart", "ink", "new", "yes")));
        assertThat(after.version()).isEqualTo(written.version());
    }

    @Test
    void isNewerAsFarAsRequestsWereAnsweredForIt() {
        SessionCopy answered = new SessionCopy(
                SECRET,
                TIMES,
                Deltas.put("cart", "pen").aged(Map.of("cart", Duration.ofSeconds(2))),
                3,
                NOW.minusSeconds(9));

        assertThat(Deltas.present(restored(copy(5, 4, Map.of("cart", "book")), answered)))
                .isEqualTo(bytes(Map.of("cart", "pen")));
    }

    @Test
    void isNotOfASessionThatHasEndedOrIsAnother() {
        SessionCopy copy = copy(3, 9, Map.of());
        SessionRecord present = copy.restored(THERE, NOW);

        assertThat(copy.isOf(present, NOW)).isTrue();
        assertThat(copy.isOf(present.with(Objects.requireNonNull(present.end(HERE, Duration.ofSeconds(9), NOW))), NOW))
                .isFalse();
        assertThat(copy.isOf(
                        present.with(
                                Objects.requireNonNull(present.secretChanged(SECRET, SecretHash.ofText("new"), NOW))),
                        NOW))
                .isFalse();
        SessionTimes later = new SessionTimes(NOW, NOW, Deltas.HALF_AN_HOUR);
        assertThat(new SessionCopy(SECRET, later, copy.content(), 3, NOW).isOf(present, NOW))
                .isFalse();
        assertThat(copy.isOf(present, NOW.plus(Duration.ofHours(1)))).isFalse();
    }

    /** A grid that had not lost the session joins: its versions and those of the restored one are not comparable. */
    @Test
    void isMergedWithTheSessionItself() {
        SessionRecord restored = copy(3, 9, Map.of("cart", "book")).restored(THERE, NOW);
        SessionRecord itself = new SessionRecord(
                6,
                SECRET,
                TIMES,
                new AttributeTable(
                        Map.of(
                                "new",
                                new StoredAttribute(AttributeBytes.of(new byte[] {1}), 6, new WriteStamp(NOW, 5))),
                        Map.of(),
                        -1),
                RecentCommits.NONE,
                SessionUser.NOBODY,
                false,
                null,
                LastChanges.NONE);

        assertThat(HealedSplit.merge(restored, itself, NOW).attributes().present())
                .containsOnlyKeys("cart", "new");
    }
}
