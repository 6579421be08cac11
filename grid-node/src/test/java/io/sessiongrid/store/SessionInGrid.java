package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.NOTHING;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SecretHash;
import io.sessiongrid.session.SessionDelta;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A session that the first of two members owns; the members are shared by all tests that leave them as they were. */
@ExtendWith(SharedGrid.class)
abstract class SessionInGrid {
    static final SecretHash WRONG = SessionId.foreign("wrong").secretHash();
    static final long HERE = 1;
    static final long ELSEWHERE = 2;
    static final Duration TURN = Duration.ofSeconds(1);
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final Map<Caller, SessionStore> STORES = new EnumMap<>(Caller.class);

    static HazelcastInstance owner;
    static HazelcastInstance otherMember;
    static HazelcastInstance client;

    /** Who calls. */
    enum Caller {
        OWNER,
        OTHER_MEMBER,
        CLIENT
    }

    SessionId id;
    String key;
    SecretHash secret;
    private long sequence;

    @BeforeAll
    static void prepare(SharedGrid.Started grid) {
        owner = grid.owner();
        otherMember = grid.otherMember();
        client = grid.client();
        STORES.put(Caller.OWNER, LocalGrid.storeOn(grid.owner()));
        STORES.put(Caller.OTHER_MEMBER, LocalGrid.storeOn(grid.otherMember()));
        STORES.put(Caller.CLIENT, LocalGrid.storeOn(grid.client()));
    }

    @BeforeEach
    final void chooseAnId() {
        id = LocalGrid.idOwnedBy(owner);
        key = id.key();
        secret = id.secretHash();
        // What other tests have done to the clock was no outage.
        owner.getMap(SweepHand.MAP).clear();
    }

    @AfterEach
    final void setTheClockRight() {
        setTime(now());
    }

    /** Members look at it when they are called, too: none may be far behind. */
    static void setTime(Instant time) {
        LocalGrid.setClusterTime(owner, time);
        LocalGrid.setClusterTime(otherMember, time);
    }

    /** With a server of the application that moves the hand of the sweep: it reaches the grid all the time. */
    static void letPass(SessionStore server, Instant from, Duration time) {
        for (long second = 0; second < time.toSeconds(); second += 10) {
            setTime(from.plusSeconds(second));
            server.takeTurn(TURN, TURN);
        }
        setTime(from.plus(time));
    }

    /** Ends the session, with nobody to tell. */
    final void end(SessionStore store, CommitId end) {
        store.end(key, SessionStore.NOTHING_KNOWN, end, LEASE);
        store.removeClaimed(key, end);
    }

    static SessionStore store(Caller caller) {
        return Objects.requireNonNull(STORES.get(caller));
    }

    /** A session of half an hour at version 1, without attributes. */
    final SessionStore created(Caller caller) {
        store(caller).create(id, now(), with(NOTHING), next(HERE));
        return store(caller);
    }

    static SessionDelta with(SessionDelta initial) {
        return new SessionDelta(initial.changes(), HALF_AN_HOUR, null);
    }

    final CommitId next(long writer) {
        return new CommitId(writer, ++sequence);
    }

    static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    final SessionRecord record() {
        return LocalGrid.record(owner, id);
    }

    final Map<String, AttributeBytes> present() {
        return record().attributes().present().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().bytes()));
    }

    static Map<String, AttributeChange> changes(Opened answer) {
        return ((Opened.Changed) answer).changes().changes();
    }

    static long version(Committed answer) {
        return ((Committed.Applied) answer).others().version();
    }

    static Map<String, AttributeChange> others(Committed answer) {
        return ((Committed.Applied) answer).others().changes();
    }
}
