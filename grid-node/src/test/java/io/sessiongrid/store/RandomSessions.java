package io.sessiongrid.store;

import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.AttributeChanges;
import io.sessiongrid.session.AttributeTable;
import io.sessiongrid.session.Claim;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.GivingWay;
import io.sessiongrid.session.LastChanges;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.Outage;
import io.sessiongrid.session.RecentCommits;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionCopy;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionPatch;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.session.StoredAttribute;
import io.sessiongrid.session.Tombstone;
import io.sessiongrid.session.WriteStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of the protocol, each as likely to be extreme as to be ordinary; the same for the same seed. */
final class RandomSessions {
    private static final List<String> NAMES = List.of(
            "",
            "cart",
            "user.name",
            "a b",
            "\u00fcber",
            "\u8d2d\u7269\u8f66",
            "\u0633\u0644\u0629",
            "\ud83d\uded2",
            "\u0000");

    private final Random random;

    RandomSessions(long seed) {
        random = new Random(seed);
    }

    private Creation creation() {
        return new Creation(time(), duration(), duration(), random.nextBoolean() ? commit() : null);
    }

    /** One of everything that travels. */
    List<WireObject> everything() {
        return List.of(
                new StoredSession(session()),
                new CreateSession(secret(), creation(), delta(), commit()),
                new RestoreSession(secret(), times(), delta(), commit()),
                new RestoreCopy(copy(), commit()),
                new OpenSession(secret(), wide()),
                new CommitDelta(
                        delta().with(new GivingWay(orNull(this::time), orNull(this::time), time())),
                        wide(),
                        commit(),
                        time()),
                new TouchSession(duration()),
                new ChangeSecret(secret(), secret(), time()),
                new EndSession(wide(), commit(), duration()),
                new ApplyPatch<Object>(patch()),
                new PutSession<Object>(new StoredSession(session())),
                new OpenedReply(opened()),
                new InspectMember("sessions-shop"),
                new MemberInspectionReply(new MemberInspection(
                        "1.2.3", "5.7.0", List.of("one", "two"), List.of(), Map.of("backup-count", "1"))),
                new CommittedReply(committed()),
                new InspectMap(name()),
                new ClaimExpired(wide(), duration(), wide()),
                new RemoveClaimed(commit()),
                new FindExpired(name()),
                new DropSession<>(),
                new PutHand(new SweepHand()),
                new TakeTurn(wide(), (int) number(), (int) number(), duration()),
                new SweepHand(),
                new ReportMember(),
                new MemberReportReply(report()),
                new ListSessions(name(), SessionOrder.SIZE, (int) number()),
                new SessionPage(
                        Stream.generate(this::summary).limit(random.nextInt(9)).toList()),
                new ExpireSession(),
                new SessionMergePolicy(),
                new ForgiveOutages(outages()),
                new FindOutages(),
                new OutagesReply(outages(), orNull(() -> new UUID(wide(), wide()))));
    }

    private List<Outage> outages() {
        return Stream.generate(() -> new Outage(time(), time()))
                .limit(random.nextInt(9))
                .toList();
    }

    /** What nobody of ours would send, and an intruder could: it can be read. */
    List<WireObject> extremes() {
        return extremes(Duration.ofDays(365_249_999));
    }

    /** What cannot be read. */
    List<WireObject> beyondExtremes() {
        return extremes(Duration.ofMillis(Long.MAX_VALUE - 1));
    }

    private List<WireObject> extremes(Duration longest) {
        return List.of(
                new ClaimExpired(wide(), longest, wide()),
                new EndSession(wide(), commit(), longest),
                new TakeTurn(wide(), Integer.MAX_VALUE, 0, longest),
                new TakeTurn(wide(), Integer.MIN_VALUE, Integer.MIN_VALUE, Duration.ofSeconds(-1)),
                new TouchSession(longest),
                new RestoreSession(
                        secret(),
                        new SessionTimes(
                                Instant.ofEpochMilli(Long.MAX_VALUE),
                                Instant.ofEpochMilli(Long.MAX_VALUE),
                                new Lifetime(longest, longest, longest)),
                        delta(),
                        commit()),
                new ListSessions(name(), SessionOrder.SIZE, Integer.MIN_VALUE));
    }

    private MemberReport report() {
        return new MemberReport(
                name(),
                name(),
                name(),
                name(),
                time(),
                time(),
                random.nextBoolean(),
                new HeapUse(number(), number()),
                new MemberReport.Partitions(
                        (int) number(), (int) number(), (int) number(), (int) number(), random.nextBoolean()),
                map(this::sessionMap));
    }

    private MemberReport.SessionMap sessionMap() {
        return new MemberReport.SessionMap(
                (int) number(), List.of(name(), name()), new SessionCount(number(), number()));
    }

    private SessionSummary summary() {
        return new SessionSummary(name(), time(), duration(), number(), name());
    }

    SessionRecord session() {
        return new SessionRecord(
                number(),
                secret(),
                times(),
                new AttributeTable(map(this::stored), map(this::tombstone), wide()),
                new RecentCommits(
                        Stream.generate(this::commit).limit(random.nextInt(9)).toList()),
                user(),
                random.nextBoolean(),
                orNull(this::claim),
                lastChanges());
    }

    private SessionPatch patch() {
        return new SessionPatch(
                number(),
                times(),
                orNull(this::secret),
                map(this::stored),
                map(this::tombstone),
                orNull(this::commit),
                orNull(this::user),
                random.nextBoolean(),
                orNull(this::claim),
                orNull(this::lastChanges));
    }

    private LastChanges lastChanges() {
        return new LastChanges(orNull(this::stamp), orNull(this::stamp), orNull(this::stamp), orNull(this::stamp));
    }

    private Claim claim() {
        return new Claim(wide(), time());
    }

    private SessionDelta delta() {
        Map<String, AttributeChange> changes = map(this::change);
        return new SessionDelta(changes, orNull(this::lifetime), orNull(this::user), changes.keySet());
    }

    private SessionCopy copy() {
        return new SessionCopy(secret(), times(), delta().aged(map(this::duration)), wide(), time());
    }

    private Opened opened() {
        return switch (random.nextInt(3)) {
            case 0 -> new Opened.Gone();
            case 1 -> new Opened.Unchanged(times(), time());
            default -> new Opened.Changed(times(), time(), changes());
        };
    }

    private Committed committed() {
        return switch (random.nextInt(6)) {
            case 0 -> new Committed.Gone();
            case 1 -> new Committed.Expired();
            case 2 -> new Committed.Ended(commit());
            default -> new Committed.Applied(times(), time(), changes(), random.nextInt(3));
        };
    }

    private AttributeChanges changes() {
        return new AttributeChanges(number(), map(this::change), random.nextBoolean());
    }

    private AttributeChange change() {
        return random.nextBoolean() ? new AttributeChange.Put(attribute()) : new AttributeChange.Remove();
    }

    private StoredAttribute stored() {
        return new StoredAttribute(attribute(), number(), stamp());
    }

    private Tombstone tombstone() {
        return new Tombstone(number(), stamp());
    }

    private AttributeBytes attribute() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(4)];
        random.nextBytes(bytes);
        return AttributeBytes.of(bytes);
    }

    private SecretHash secret() {
        byte[] hash = new byte[SecretHash.SIZE];
        random.nextBytes(hash);
        return SecretHash.ofBytes(hash);
    }

    private SessionTimes times() {
        return new SessionTimes(time(), time(), lifetime());
    }

    private Lifetime lifetime() {
        return new Lifetime(duration(), duration(), duration());
    }

    /** Negative ones are all alike, for ever, so that they need not be told apart. */
    private Duration duration() {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofSeconds(-1);
            case 1 -> Duration.ZERO;
            case 2 -> Duration.ofSeconds(Integer.MAX_VALUE);
            default -> Duration.ofMillis(random.nextInt(10_000_000));
        };
    }

    private Instant time() {
        return Instant.ofEpochMilli(random.nextBoolean() ? random.nextLong(1L << 45) : random.nextLong());
    }

    private CommitId commit() {
        return new CommitId(random.nextLong(), number());
    }

    private WriteStamp stamp() {
        return new WriteStamp(time(), random.nextLong());
    }

    private SessionUser user() {
        return new SessionUser(name(), name());
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    /** Of every length that a number can take on the wire. */
    private long number() {
        return random.nextLong() >>> (1 + random.nextInt(Long.SIZE - 1));
    }

    private long wide() {
        return switch (random.nextInt(4)) {
            case 0 -> -1;
            case 1 -> Long.MAX_VALUE;
            case 2 -> Long.MIN_VALUE;
            default -> number();
        };
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> Map<String, T> map(Supplier<T> value) {
        Map<String, T> values = new HashMap<>();
        int size = random.nextInt(6);
        for (int i = 0; i < size; i++) {
            values.put(name(), value.get());
        }
        return values;
    }
}
