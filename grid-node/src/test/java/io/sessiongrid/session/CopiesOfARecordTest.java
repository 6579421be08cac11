package io.sessiongrid.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;

/** Random histories of one session; the repetition is the seed, so that a failure can be had again. */
@DisplayName("Whatever happens to a session, its copies on app servers")
@Tag("G3")
@Tag("G18")
class CopiesOfARecordTest {
    private static final int HISTORIES = 60;
    private static final int STEPS = 400;
    private static final int COPIES = 5;

    /** Enough for many more removals than are remembered. */
    private static final int NAMES = 3 * AttributeTable.MAX_TOMBSTONES;

    private static final SecretHash SECRET = SecretHash.ofText("secret");
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final List<Copy> copies = new ArrayList<>();
    private final Map<String, AttributeBytes> truth = new HashMap<>();
    private Instant now = START;
    private SessionRecord owner = SessionRecord.created(
            SECRET,
            Creation.now(START),
            Deltas.lasting(new Lifetime(Duration.ZERO, Duration.ZERO)),
            new CommitId(99, 1),
            0,
            START);
    private SessionRecord backup = owner;

    /** What one app server knows, and what it last sent. */
    private static final class Copy {
        final long writer;
        final Map<String, AttributeBytes> attributes = new HashMap<>();
        long version = SessionStore.NOTHING_KNOWN;
        long sequence;
        SessionDelta sent = Deltas.NOTHING;
        long sentAt = SessionStore.NOTHING_KNOWN;

        Copy(long writer) {
            this.writer = writer;
        }

        CommitId lastCommit() {
            return new CommitId(writer, sequence);
        }

        void take(AttributeChanges changes) {
            if (changes.complete()) {
                attributes.clear();
            }
            apply(attributes, changes.changes());
            version = changes.version();
        }
    }

    @RepeatedTest(HISTORIES)
    void convergeToItsRecord(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int writer = 0; writer < COPIES; writer++) {
            copies.add(new Copy(writer));
        }

        for (int step = 0; step < STEPS; step++) {
            now = now.plusMillis(random.nextInt(3));
            // Some copies are asked for seldom, and so fall far behind.
            Copy copy = copies.get((int) (COPIES * random.nextDouble() * random.nextDouble()));
            switch (random.nextInt(8)) {
                case 0, 1 -> open(copy);
                case 2 -> repeat(copy);
                case 3 -> arriveLate(copy, random);
                case 4 -> loseTheAnswer(copy, random);
                default -> commit(copy, randomDelta(random));
            }
            assertThat(presentOf(owner)).isEqualTo(truth);
            assertThat(backup).isEqualTo(owner);
        }

        copies.forEach(this::open);
        assertThat(copies).allSatisfy(copy -> assertThat(copy.attributes).isEqualTo(truth));
    }

    private void open(Copy copy) {
        if (owner.open(SECRET, copy.version, now) instanceof Opened.Changed changed) {
            copy.take(changed.changes());
        }
        assertThat(copy.attributes).isEqualTo(truth);
    }

    private void commit(Copy copy, SessionDelta delta) {
        send(copy, delta);
        takeAnswer(copy);
        assertThat(copy.attributes).isEqualTo(truth);
    }

    private void send(Copy copy, SessionDelta delta) {
        copy.sequence++;
        copy.sent = delta;
        copy.sentAt = copy.version;
        execute(delta, copy.lastCommit());
        apply(truth, delta.changes());
    }

    private void takeAnswer(Copy copy) {
        apply(copy.attributes, copy.sent.changes());
        copy.take(((Committed.Applied) owner.committed(copy.sent, copy.sentAt, now)).others());
    }

    /** Hazelcast executes once more; the answer of the second execution is the one that arrives. */
    private void repeat(Copy copy) {
        execute(copy.sent, copy.lastCommit());
        if (copy.sequence > 0 && copy.sentAt == copy.version) {
            takeAnswer(copy);
            assertThat(copy.attributes).isEqualTo(truth);
        }
    }

    /** A commit that its writer gave up long ago is executed in the end. */
    private void arriveLate(Copy copy, Random random) {
        if (copy.sequence > 0) {
            execute(randomDelta(random), new CommitId(copy.writer, 1 + random.nextLong(copy.sequence)));
        }
    }

    /** The next commit carries the changes again, among others. */
    private void loseTheAnswer(Copy copy, Random random) {
        SessionDelta lost = randomDelta(random);
        send(copy, lost);
        commit(copies.get(random.nextInt(COPIES)), randomDelta(random));
        Map<String, AttributeChange> again = new HashMap<>(lost.changes());
        again.putAll(randomDelta(random).changes());
        commit(copy, new SessionDelta(again, null, null));
    }

    private void execute(SessionDelta delta, CommitId id) {
        SessionPatch patch = owner.commit(delta, SessionStore.NOTHING_KNOWN, id, now);
        if (patch != null) {
            owner = owner.with(patch);
            backup = backup.with(patch);
        }
    }

    private static SessionDelta randomDelta(Random random) {
        SessionDelta delta = Deltas.NOTHING;
        boolean removesMuch = random.nextInt(10) == 0;
        int changes = removesMuch ? random.nextInt(NAMES) : random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            String name = "a" + random.nextInt(NAMES);
            delta = removesMuch || random.nextBoolean()
                    ? Deltas.and(delta, name, new AttributeChange.Remove())
                    : Deltas.and(delta, name, new AttributeChange.Put(Deltas.bytes("" + random.nextInt(3))));
        }
        return delta;
    }

    private static void apply(Map<String, AttributeBytes> attributes, Map<String, AttributeChange> changes) {
        changes.forEach((name, change) -> {
            if (change instanceof AttributeChange.Put put) {
                attributes.put(name, put.value());
            } else {
                attributes.remove(name);
            }
        });
    }

    private static Map<String, AttributeBytes> presentOf(SessionRecord session) {
        Map<String, AttributeBytes> present = new HashMap<>();
        session.attributes().present().forEach((name, attribute) -> present.put(name, attribute.bytes()));
        return present;
    }
}
