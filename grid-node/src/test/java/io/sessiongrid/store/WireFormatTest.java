package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.sessiongrid.session.AttributeTable;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Deltas;
import io.sessiongrid.session.LastChanges;
import io.sessiongrid.session.RecentCommits;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.session.StoredAttribute;
import io.sessiongrid.session.Tombstone;
import io.sessiongrid.session.WriteStamp;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("On the wire")
class WireFormatTest {
    private static final int SEEDS = 25;

    /**
     * Decided on by release 0.1; a test that fails because of it means that neighbouring releases cannot share a grid.
     */
    private static final SessionRecord GOLDEN = goldenSession();

    private static final Wire WIRE = new Wire();

    @AfterAll
    static void dispose() {
        WIRE.close();
    }

    @Test
    void everythingComesBackAsItWas() {
        everything()
                .forEach(object -> assertThat(WIRE.read(WIRE.bytes(object)))
                        .usingRecursiveComparison()
                        .isEqualTo(object));
    }

    @Test
    void aSessionHasTheBytesThatNeighbouringReleasesKnow() {
        assertThat(hexOf(new StoredSession(GOLDEN)))
                .isEqualTo("01" + "0000008f" // format, length of what follows
                        + "ac02" // version
                        + "000102030405060708090a0b0c0d0e0f" // hash of the secret
                        + "0000018bcfe56800" + "000001a3185c5000" // created, last accessed
                        + "c1ee6d" + "e1d403" + "01" // lifetime
                        + "01" + "0463617274" + "04626f6f6b" + "ab02" + "000001a3185c5000" + "fffffffffffffffe"
                        + "01" + "0475736572" + "ac02" + "000001a3185c5000" + "fffffffffffffffe" // removed
                        + "ffffffffffffffff" // forgotten
                        + "01" + "fffffffffffffffe" + "07" // commits
                        + "03616461" + "04464f524d" // user
                        + "00" // not ended
                        + "00" // not claimed
                        // Last changes, which earlier releases skip: lifetime, user, secret, end.
                        + "01" + "000001a3185c5000" + "fffffffffffffffe" + "00" + "00" + "00");
    }

    @Test
    void aCommitHasTheBytesThatNeighbouringReleasesKnow() {
        CommitDelta commit = new CommitDelta(
                new SessionDelta(
                        Deltas.put("cart", "book").changes(), Deltas.HALF_AN_HOUR, new SessionUser("ada", "FORM")),
                300,
                new CommitId(-2, 7),
                SessionStore.ALWAYS);
        commit.countedFor("shop");

        assertThat(hexOf(commit))
                .isEqualTo("01" + "00000048" // format, length of what follows
                        + "01" + "0463617274" + "01" + "04626f6f6b" // put
                        + "01" + "c1ee6d" + "e1d403" + "01" // lifetime
                        + "01" + "03616461" + "04464f524d" // user
                        + "00" // yielding
                        + "000000000000012c" // base version
                        + "fffffffffffffffe" + "07" // commit
                        + "0473686f70" + "00" // for whom it is counted, and ages
                        + "7fffffffffffffff" // in time
                        // How the lifetime and the user give way, which earlier releases skip.
                        + "00" + "00" + "7fffffffffffffff");
    }

    @Test
    void theNumbersOfOurClassesNeverChange() {
        assertThat(new RandomSessions(0).everything())
                .extracting(object ->
                        object.getClass().getSimpleName() + " " + object.getFactoryId() + "/" + object.getClassId())
                .containsExactlyInAnyOrder(
                        "StoredSession 5303/1",
                        "CreateSession 5303/2",
                        "OpenSession 5303/3",
                        "CommitDelta 5303/4",
                        "TouchSession 5303/5",
                        "ChangeSecret 5303/6",
                        "EndSession 5303/7",
                        "ApplyPatch 5303/8",
                        "PutSession 5303/9",
                        "OpenedReply 5303/10",
                        "CommittedReply 5303/11",
                        "InspectMap 5303/12",
                        "RestoreSession 5303/13",
                        "ClaimExpired 5303/14",
                        "RemoveClaimed 5303/15",
                        "FindExpired 5303/16",
                        "TakeTurn 5303/17",
                        "SweepHand 5303/18",
                        "ReportMember 5303/19",
                        "MemberReportReply 5303/20",
                        "ListSessions 5303/21",
                        "SessionPage 5303/22",
                        "ExpireSession 5303/23",
                        "InspectMember 5303/24",
                        "MemberInspectionReply 5303/25",
                        "DropSession 5303/26",
                        "PutHand 5303/27",
                        "SessionMergePolicy 5303/28",
                        "ForgiveOutages 5303/29",
                        "FindOutages 5303/30",
                        "OutagesReply 5303/31",
                        "RestoreCopy 5303/32");
    }

    @Test
    void fieldsOfANewerReleaseAreSkipped() {
        everything()
                .forEach(object -> assertThat(WIRE.read(withMoreFields(WIRE.bytes(object))))
                        .usingRecursiveComparison()
                        .isEqualTo(object));
    }

    @Test
    void anotherFormatIsRefusedWithTheRemedy() {
        byte[] bytes = WIRE.bytes(new StoredSession(GOLDEN));
        bytes[Wire.FORMAT_AT] = 2;

        assertThatThrownBy(() -> WIRE.read(bytes))
                .isInstanceOf(HazelcastSerializationException.class)
                .hasMessageContaining("Sessiongrid wire format is 2; this node reads 1: run neighbouring releases");
    }

    @Test
    void aClassOfANewerReleaseIsRefusedWithTheRemedy() {
        byte[] bytes = WIRE.bytes(new TouchSession());
        ByteBuffer.wrap(bytes).putInt(Wire.CLASS_AT, 99);

        assertThatThrownBy(() -> WIRE.read(bytes))
                .isInstanceOf(HazelcastSerializationException.class)
                .hasMessageContaining("Sessiongrid class number is 99")
                .hasMessageContaining("run neighbouring releases");
    }

    @Test
    void aNumberTakesAsManyBytesAsItNeeds() {
        assertThat(new WireWriter().number(0).toByteArray()).hasSize(1);
        assertThat(new WireWriter().number(127).toByteArray()).hasSize(1);
        assertThat(new WireWriter().number(128).toByteArray()).hasSize(2);
        assertThat(new WireWriter().number(Long.MAX_VALUE).toByteArray()).hasSize(9);
        assertThat(new WireWriter().number(-1).toByteArray()).hasSize(10);
    }

    @Test
    void aStoredSessionIsEqualToAnotherWithTheSameContent() {
        for (int seed = 0; seed < SEEDS; seed++) {
            StoredSession some = new StoredSession(new RandomSessions(seed).session());
            Object same = WIRE.read(WIRE.bytes(some));

            assertThat(same).isEqualTo(some).hasSameHashCodeAs(some);
        }
    }

    @Test
    void aStoredSessionDiffersFromOneWithOtherContent() {
        for (int seed = 0; seed < SEEDS; seed++) {
            StoredSession some = new StoredSession(new RandomSessions(seed).session());
            StoredSession other = new StoredSession(new RandomSessions(seed + 1).session());

            assertThat(some).isNotEqualTo(other).isNotEqualTo(null);
        }
    }

    @Test
    void anEmptyStoredSessionHasAHashCode() {
        assertThatCode(() -> new StoredSession().hashCode()).doesNotThrowAnyException();
    }

    private static List<WireObject> everything() {
        return IntStream.range(0, SEEDS)
                .mapToObj(RandomSessions::new)
                .flatMap(sessions -> sessions.everything().stream())
                .toList();
    }

    private static SessionRecord goldenSession() {
        WriteStamp stamp = new WriteStamp(Instant.ofEpochMilli(1_800_000_000_000L), -2);
        return new SessionRecord(
                300,
                SecretHash.ofBytes(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f")),
                new SessionTimes(
                        Instant.ofEpochMilli(1_700_000_000_000L),
                        Instant.ofEpochMilli(1_800_000_000_000L),
                        Deltas.HALF_AN_HOUR),
                new AttributeTable(
                        Map.of("cart", new StoredAttribute(Deltas.bytes("book"), 299, stamp)),
                        Map.of("user", new Tombstone(300, stamp)),
                        -1),
                new RecentCommits(List.of(new CommitId(-2, 7))),
                new SessionUser("ada", "FORM"),
                false,
                null,
                new LastChanges(stamp, null, null, null));
    }

    /** Ours of its bytes. */
    private static String hexOf(WireObject object) {
        byte[] bytes = WIRE.bytes(object);
        return HexFormat.of().formatHex(bytes, Wire.FORMAT_AT, bytes.length);
    }

    private static byte[] withMoreFields(byte[] bytes) {
        byte[] more = Arrays.copyOf(bytes, bytes.length + 5);
        Arrays.fill(more, bytes.length, more.length, (byte) 0xff);
        ByteBuffer.wrap(more).putInt(Wire.LENGTH_AT, more.length - Wire.BLOCK_AT);
        return more;
    }
}
