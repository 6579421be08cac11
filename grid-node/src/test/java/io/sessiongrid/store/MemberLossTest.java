package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.put;
import static io.sessiongrid.session.Deltas.remove;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Creation;
import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionTimes;
import io.sessiongrid.session.SessionUser;
import io.sessiongrid.session.TouchListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each operation is made on a session of its own; then the owner of them all is lost, and the other member has nothing
 * but its backups.
 */
@DisplayName("After the loss of its owner, a session")
class MemberLossTest {
    private static final LocalGrid GRID = new LocalGrid();

    private static final long HERE = 1;
    private static final long ELSEWHERE = 2;
    private static final CommitId CREATION = new CommitId(HERE, 1);
    private static final CommitId COMMIT = new CommitId(HERE, 2);
    private static final CommitId END = new CommitId(HERE, 3);

    private static final Map<Operation, Survivor> SURVIVORS = new EnumMap<>(Operation.class);
    private static Instant created;
    private static SessionStore store;
    private static HazelcastInstance survivor;

    /** What was done last to a session. */
    private enum Operation {
        CREATE,
        CREATE_UNDER_A_FORMER_KEY,
        COMMIT_PUTS,
        COMMIT_REMOVALS,
        COMMIT_LIFETIME_AND_USER,
        COMMIT_TWICE,
        COMMIT_FOREVER,
        TOUCH,
        CHANGE_SECRET,
        RESTORE,
        END,
        END_TWICE,
        END_TOLD,
        END_TOLD_TWICE
    }

    private static SessionId endedOnce;
    private static final CommitId FORMER = new CommitId(9, 1);
    private static final CommitId FORMER_END = new CommitId(9, 2);
    private static final Duration LEASE = Duration.ofMinutes(1);

    /** A session as its owner kept it. */
    private record Survivor(
            SessionId id, SessionId renewed, SessionRecord record, int contentHash, Duration timeToLive) {}

    @BeforeAll
    static void loseTheOwner() {
        // Finer than the milliseconds that travel.
        created = Instant.now().plusNanos(123_456);
        HazelcastInstance lost = GRID.startMember();
        survivor = GRID.startMember();
        SessionStore atOwner = LocalGrid.storeOn(lost);
        for (Operation operation : Operation.values()) {
            SessionId id = LocalGrid.idOwnedBy(lost);
            SessionId renewed = id.withNewSecret(new SecureRandom());
            perform(operation, atOwner, id, renewed, lost);
            SURVIVORS.put(
                    operation,
                    new Survivor(
                            id,
                            renewed,
                            LocalGrid.record(lost, id),
                            LocalGrid.contentHash(lost, id),
                            LocalGrid.timeToLive(lost, id)));
        }

        endedOnce = LocalGrid.idOwnedBy(lost);
        perform(Operation.END, atOwner, endedOnce, endedOnce.withNewSecret(new SecureRandom()), lost);

        lost.getLifecycleService().terminate();

        store = LocalGrid.storeOn(survivor);
    }

    @AfterAll
    static void stop() {
        GRID.close();
    }

    private static void perform(
            Operation operation, SessionStore store, SessionId id, SessionId renewed, HazelcastInstance owner) {
        if (operation == Operation.CREATE_UNDER_A_FORMER_KEY) {
            store.create(id, created, new SessionDelta(put("old", "x").changes(), HALF_AN_HOUR, null), FORMER);
            store.end(id.key(), 1, FORMER_END, LEASE);
            store.removeClaimed(id.key(), FORMER_END);
        }
        store.create(
                id,
                Creation.now(created).replacing(FORMER_END),
                new SessionDelta(put("cart", "book").changes(), HALF_AN_HOUR, null),
                CREATION);
        switch (operation) {
            case CREATE, CREATE_UNDER_A_FORMER_KEY -> {}
            case COMMIT_PUTS -> store.commit(id.key(), put("user", "ada"), 1, COMMIT);
            case COMMIT_REMOVALS -> store.commit(id.key(), remove("cart"), 1, COMMIT);
            case COMMIT_LIFETIME_AND_USER ->
                store.commit(
                        id.key(),
                        new SessionDelta(
                                Map.of(),
                                new Lifetime(Duration.ofHours(1), Duration.ofSeconds(20)),
                                new SessionUser("ada", "FORM")),
                        1,
                        COMMIT);
            case COMMIT_TWICE -> {
                store.commit(id.key(), put("user", "ada"), 1, COMMIT);
                store.commit(id.key(), put("user", "ada"), 1, COMMIT);
            }
            case COMMIT_FOREVER ->
                store.commit(
                        id.key(),
                        new SessionDelta(Map.of(), new Lifetime(Duration.ofSeconds(-5), Duration.ofMinutes(1)), null),
                        1,
                        COMMIT);
            case TOUCH -> {
                store.touch(id.key(), Duration.ZERO, TouchListener.NONE);
                // On the same partition thread, and so after the touch and its backup.
                store.commit(id.key(), put("after", "touch"), 1, COMMIT);
            }
            case CHANGE_SECRET -> store.changeSecret(id.key(), id.secretHash(), renewed.secretHash());
            case RESTORE ->
                store.restore(id, new SessionTimes(created, created, HALF_AN_HOUR), put("restored", "yes"), COMMIT);
            case END -> store.end(id.key(), 1, END, LEASE);
            case END_TWICE -> {
                store.end(id.key(), 1, END, LEASE);
                store.end(id.key(), 1, END, LEASE);
            }
            case END_TOLD -> {
                store.end(id.key(), 1, END, LEASE);
                store.removeClaimed(id.key(), END);
            }
            case END_TOLD_TWICE -> {
                store.end(id.key(), 1, END, LEASE);
                store.removeClaimed(id.key(), END);
                store.removeClaimed(id.key(), END);
            }
        }
        assertThat(LocalGrid.holds(owner, id)).isTrue();
    }

    @Tag("G2")
    @ParameterizedTest
    @EnumSource
    void isAsItsOwnerKeptIt(Operation operation) {
        Survivor before = before(operation);

        SessionRecord now = LocalGrid.record(survivor, before.id());

        assertThat(now).isEqualTo(before.record());
    }

    @ParameterizedTest
    @EnumSource
    void hasTheHashCodeByWhichItsOwnerWouldHaveKnownIt(Operation operation) {
        Survivor before = before(operation);

        assertThat(LocalGrid.contentHash(survivor, before.id())).isEqualTo(before.contentHash());
    }

    @ParameterizedTest
    @EnumSource
    void isCollectedWhenItWasToBe(Operation operation) {
        Survivor before = before(operation);

        assertThat(LocalGrid.timeToLive(survivor, before.id())).isEqualTo(before.timeToLive());
    }

    @Tag("G2")
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CHANGE_SECRET", "END", "END_TWICE", "END_TOLD", "END_TOLD_TWICE"})
    void opensWithItsSecret(Operation operation) {
        Survivor before = before(operation);

        assertThat(store.open(before.id().key(), before.id().secretHash(), SessionStore.NOTHING_KNOWN))
                .isInstanceOf(Opened.Changed.class);
    }

    @Tag("G5")
    @Test
    void opensWithItsNewSecretOnlyIfItWasRotated() {
        Survivor before = before(Operation.CHANGE_SECRET);

        assertThat(store.open(before.id().key(), before.id().secretHash(), 1)).isEqualTo(new Opened.Gone());
        assertThat(store.open(before.id().key(), before.renewed().secretHash(), 1))
                .isInstanceOf(Opened.Unchanged.class);
    }

    @Tag("G18")
    @Test
    void isNotChangedByACommitThatIsRepeated() {
        Survivor before = before(Operation.COMMIT_PUTS);

        Committed repeated = store.commit(before.id().key(), put("user", "ada"), 1, COMMIT);

        assertThat(repeated).isInstanceOf(Committed.Applied.class);
        assertThat(LocalGrid.record(survivor, before.id())).isEqualTo(before.record());
    }

    @Tag("G18")
    @Test
    void isNotCreatedAnewByACreationThatIsRepeated() {
        SessionDelta delta = new SessionDelta(put("cart", "book").changes(), HALF_AN_HOUR, null);
        Survivor created = before(Operation.CREATE);
        Survivor changedSince = before(Operation.COMMIT_REMOVALS);

        assertThat(store.create(created.id(), MemberLossTest.created, delta, CREATION))
                .isInstanceOf(Committed.Applied.class);
        assertThat(store.create(changedSince.id(), MemberLossTest.created, delta, CREATION))
                .isEqualTo(new Committed.Gone());
        assertThat(LocalGrid.record(survivor, created.id())).isEqualTo(created.record());
        assertThat(LocalGrid.record(survivor, changedSince.id())).isEqualTo(changedSince.record());
    }

    @Tag("G18")
    @Test
    void isNotRotatedBackByARotationThatIsRepeated() {
        Survivor before = before(Operation.CHANGE_SECRET);

        boolean repeated = store.changeSecret(
                before.id().key(), before.id().secretHash(), before.renewed().secretHash());

        assertThat(repeated).isTrue();
        assertThat(LocalGrid.record(survivor, before.id())).isEqualTo(before.record());
    }

    @Tag("G6")
    @Test
    void answersARepeatedEndAsTheFirst() {
        assertThat(store.end(endedOnce.key(), 1, END, LEASE)).isInstanceOf(Opened.Unchanged.class);
    }

    @Tag("G4")
    @Test
    void isNotRevivedIfItHadEnded() {
        Survivor before = before(Operation.END_TOLD_TWICE);
        String key = before.id().key();

        assertThat(store.create(
                        before.id(),
                        created,
                        new SessionDelta(put("cart", "book").changes(), HALF_AN_HOUR, null),
                        CREATION))
                .isEqualTo(new Committed.Ended(END));
        assertThat(store.commit(key, put("cart", "pen"), 1, new CommitId(ELSEWHERE, 1)))
                .isEqualTo(new Committed.Gone());
        assertThat(store.open(key, before.id().secretHash(), 1)).isEqualTo(new Opened.Gone());
    }

    private static Survivor before(Operation operation) {
        return Objects.requireNonNull(SURVIVORS.get(operation));
    }
}
