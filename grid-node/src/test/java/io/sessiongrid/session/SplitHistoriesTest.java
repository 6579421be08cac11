package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/**
 * Random histories of one session in a grid that splits in three; the repetition is the seed. What they should come to
 * is told by a list of writes in the order of time, which knows nothing of stamps, traces and versions.
 */
@DisplayName("Whatever the parts of a split grid do to a session, when they come together it")
@Tag("G19")
class SplitHistoriesTest {
    private static final int HISTORIES = 200;
    private static final int STEPS = 120;
    private static final int PARTS = 3;

    /** So few that no removal is forgotten. */
    private static final int NAMES = AttributeTable.MAX_TOMBSTONES / 2;

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Lifetime FOR_EVER = new Lifetime(Duration.ZERO, Duration.ZERO);

    private final Map<String, @Nullable AttributeBytes> truth = new HashMap<>();
    private SecretHash secret = SecretHash.ofText("0");
    private Lifetime lifetime = FOR_EVER;
    private SessionUser user = SessionUser.NOBODY;
    private boolean ended;
    private Instant now = START;

    /** One part of the grid, with the server that writes there and what it knows. */
    private static final class Part {
        final long writer;
        SessionRecord record;
        long sequence;
        Map<String, AttributeBytes> copy = new HashMap<>();
        long version = SessionStore.NOTHING_KNOWN;

        Part(long writer, SessionRecord record) {
            this.writer = writer;
            this.record = record;
        }

        void take(AttributeChanges changes) {
            if (changes.complete()) {
                copy.clear();
            }
            changes.changes().forEach((name, change) -> {
                if (change instanceof AttributeChange.Put put) {
                    copy.put(name, put.value());
                } else {
                    copy.remove(name);
                }
            });
            version = changes.version();
        }
    }

    @RepeatedTest(HISTORIES)
    void isWhatItsLastWritesHaveMadeIt(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Part whole = new Part(100, created());
        steps(List.of(whole), random);
        boolean goneBefore = whole.record.isGoneAt(now);
        List<Part> parts = new ArrayList<>();
        for (int writer = 0; writer < PARTS; writer++) {
            parts.add(new Part(writer, whole.record));
        }
        steps(parts, random);

        SessionRecord healed = healed(parts.get(0).record, parts.get(1).record, parts.get(2).record);

        assertThat(healed.isGoneAt(now)).isEqualTo(ended);
        if (!ended) {
            assertThat(goneBefore).isFalse();
            assertThat(Deltas.present(healed)).isEqualTo(written());
            assertThat(healed.secretHash()).isEqualTo(secret);
            assertThat(healed.times().lifetime()).isEqualTo(lifetime);
            assertThat(healed.user()).isEqualTo(user);
            parts.forEach(part -> isKnownTo(part, healed));
        }
    }

    /** In every order. */
    private SessionRecord healed(SessionRecord first, SessionRecord second, SessionRecord third) {
        SessionRecord healed = merge(merge(first, second), third);
        for (SessionRecord other : List.of(
                merge(third, merge(second, first)),
                merge(first, merge(second, third)),
                merge(merge(third, first), second))) {
            assertThat(other.isGoneAt(now)).isEqualTo(healed.isGoneAt(now));
            if (!ended) {
                assertThat(other)
                        .usingRecursiveComparison()
                        .ignoringFields("version", "attributes", "commits")
                        .isEqualTo(healed);
                assertThat(Deltas.present(other)).isEqualTo(Deltas.present(healed));
            }
        }
        return healed;
    }

    private SessionRecord merge(SessionRecord one, SessionRecord other) {
        SessionRecord merged = HealedSplit.merge(one, other, now);
        assertThat(HealedSplit.merge(other, one, now)).isEqualTo(merged);
        return merged;
    }

    /** What was committed is not committed again, and copies come to hold what there is. */
    private void isKnownTo(Part part, SessionRecord healed) {
        if (part.sequence > 0) {
            assertThat(healed.commit(Deltas.put("late", ""), 0, new CommitId(part.writer, part.sequence), now))
                    .isNull();
        }
        if (healed.read(part.version, now) instanceof Opened.Changed changed) {
            part.take(changed.changes());
        }
        assertThat(part.copy).isEqualTo(Deltas.present(healed));
    }

    private SessionRecord created() {
        return SessionRecord.created(
                secret, Creation.now(START), Deltas.lasting(FOR_EVER), new CommitId(99, 1), 0, START);
    }

    /** No two at the same time, as if one clock were there for all. */
    private void steps(List<Part> parts, Random random) {
        for (int step = 0; step < STEPS; step++) {
            now = now.plusMillis(1 + random.nextInt(3));
            step(parts.get(random.nextInt(parts.size())), random);
        }
    }

    private void step(Part part, Random random) {
        switch (random.nextInt(40)) {
            case 0 -> rotate(part, random);
            case 1 -> live(part, random);
            case 2 -> logIn(part, random);
            case 3 -> end(part, random);
            case 4, 5, 6, 7 -> apply(part, part.record.touched(now));
            case 8, 9, 10, 11 -> read(part);
            default -> write(part, random);
        }
    }

    private void write(Part part, Random random) {
        SessionDelta delta = Deltas.NOTHING;
        for (int i = random.nextInt(4); i >= 0; i--) {
            String name = "a" + random.nextInt(NAMES);
            AttributeChange change = random.nextInt(3) == 0
                    ? new AttributeChange.Remove()
                    : new AttributeChange.Put(Deltas.bytes("" + random.nextInt(3)));
            delta = Deltas.and(delta, name, change);
        }
        SessionRecord before = part.record;
        if (commit(part, delta)) {
            delta.changes().forEach((name, change) -> {
                if (change instanceof AttributeChange.Put put) {
                    truth.put(name, put.value());
                } else if (before.attributes().present().containsKey(name)) {
                    // Where there is nothing, nothing is removed.
                    truth.put(name, null);
                }
            });
        }
    }

    private boolean commit(Part part, SessionDelta delta) {
        if (part.record.isGoneAt(now)) {
            return false;
        }
        part.sequence++;
        apply(part, part.record.commit(delta, part.version, new CommitId(part.writer, part.sequence), now));
        return true;
    }

    private void rotate(Part part, Random random) {
        SecretHash next = SecretHash.ofText("" + random.nextLong());
        if (!part.record.isGoneAt(now)) {
            apply(part, part.record.secretChanged(part.record.secretHash(), next, now));
            secret = next;
        }
    }

    private void live(Part part, Random random) {
        Lifetime next = new Lifetime(Duration.ofHours(1 + random.nextInt(3)), Duration.ZERO);
        if (commit(part, Deltas.lasting(next))) {
            lifetime = next;
        }
    }

    private void logIn(Part part, Random random) {
        SessionUser next = new SessionUser("user" + random.nextInt(3), "FORM");
        if (commit(part, new SessionDelta(Map.of(), null, next))) {
            user = next;
        }
    }

    /** In few histories, and each way of it. */
    private void end(Part part, Random random) {
        if (random.nextInt(6) != 0 || part.record.isGoneAt(now)) {
            return;
        }
        CommitId end = new CommitId(part.writer, ++part.sequence);
        boolean byOperator = random.nextInt(3) == 0;
        apply(part, byOperator ? part.record.expired(now) : part.record.end(end, Duration.ofHours(1), now));
        if (!byOperator && random.nextBoolean()) {
            apply(part, part.record.told(end, now));
        }
        ended = true;
    }

    private void read(Part part) {
        if (part.record.read(part.version, now) instanceof Opened.Changed changed) {
            part.take(changed.changes());
        }
    }

    private static void apply(Part part, @Nullable SessionPatch patch) {
        if (patch != null) {
            part.record = part.record.with(patch);
        }
    }

    private Map<String, AttributeBytes> written() {
        Map<String, AttributeBytes> written = new HashMap<>();
        truth.forEach((name, value) -> {
            if (value != null) {
                written.put(name, value);
            }
        });
        return written;
    }
}
