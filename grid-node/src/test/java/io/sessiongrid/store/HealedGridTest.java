package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.sessiongrid.attribute.AttributeCodecProvider;
import io.sessiongrid.attribute.AttributeFilter;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.web.ChangeDetection;
import io.sessiongrid.web.SessionRules;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import io.sessiongrid.web.SteadyClock;
import io.sessiongrid.web.UnreadableAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three members, of which one is cut off for a while; app servers on both sides, each as a member and as a client. All
 * sessions are in both halves, because the member that is cut off owns them.
 */
@DisplayName("When the halves of a split grid have come together, a session")
@Tag("G19")
class HealedGridTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final Duration EIGHT_HOURS = Duration.ofHours(8);

    /** As long as sessions stay in memory past their time. */
    private static final Duration GRACE = Duration.ofHours(3).plusMinutes(1);

    private static final long WRITER = 4711;

    private static final LocalGrid GRID = new LocalGrid();
    private static final List<Server> SERVERS = new ArrayList<>();

    private static HazelcastInstance anyMember;
    private static HazelcastInstance cutOff;

    /** In the larger half, a member and a client; in the smaller half likewise. */
    private static Server member;

    private static Server client;
    private static Server memberAlone;
    private static Server clientAlone;

    private static SessionId setOnBothSides;
    private static SessionId setLaterInTheSmallerHalf;
    private static SessionId setLaterInTheLargerHalf;
    private static SessionId removedLaterInTheSmallerHalf;
    private static SessionId removedLaterInTheLargerHalf;
    private static SessionId setAfterARemoval;
    private static SessionId endedInTheSmallerHalf;
    private static SessionId endedInTheLargerHalf;
    private static SessionId rotatedInTheSmallerHalf;
    private static SessionId rotated;
    private static SessionId longer;
    private static SessionId shorter;
    private static SessionId trusted;
    private static SessionId repeated;
    private static SessionId unused;
    private static SessionId begun;
    private static long versionOfUnused;

    /** An app server that trusts its copies. */
    private record Server(SessionStore store, Sessions sessions) {
        static Server on(HazelcastInstance hazelcast) {
            SessionMeters meters = new SessionMeters();
            SessionStore store = new HazelcastSessionStore(hazelcast, LocalGrid.MAP, Duration.ofSeconds(20), meters);
            SessionRules rules = new SessionRules(
                    Duration.ofSeconds(20),
                    true,
                    Duration.ofMinutes(1),
                    ChangeDetection.AUTO,
                    UnreadableAttributes.ABSENT,
                    1_000L,
                    HALF_AN_HOUR,
                    null,
                    Duration.ZERO,
                    HALF_AN_HOUR,
                    null);
            Sessions sessions = new Sessions(
                    store,
                    rules,
                    AttributeCodecProvider.named("java").create(AttributeFilter.of("")),
                    HealedGridTest.class.getClassLoader(),
                    SteadyClock.ofThisComputer(),
                    meters);
            Server server = new Server(store, sessions);
            SERVERS.add(server);
            return server;
        }

        SessionId begin() {
            SessionId id = LocalGrid.idOwnedBy(cutOff);
            try (SessionUse use = sessions.create(id, HALF_AN_HOUR)) {
                use.setAttribute("cart", "empty");
            }
            return id;
        }

        /** A request, no other at the same millisecond. */
        void use(SessionId id, Consumer<SessionUse> change) {
            long before = System.nanoTime();
            await().until(() -> System.nanoTime() - before > TimeUnit.MILLISECONDS.toNanos(2));
            try (SessionUse use = sessions.find(id)) {
                assertThat(use.isValid()).isTrue();
                change.accept(use);
            }
        }

        @Nullable
        Object read(SessionId id, String name) {
            try (SessionUse use = sessions.find(id)) {
                return use.isValid() ? use.attribute(name) : "no session";
            }
        }

        /** As the server that the id of the browser names. */
        @Nullable
        Object readTrusting(SessionId id, String name) {
            try (SessionUse use = sessions.find(id)) {
                use.enter(true);
                return use.attribute(name);
            }
        }

        boolean knows(SessionId id) {
            try (SessionUse use = sessions.find(id)) {
                return use.isValid();
            }
        }
    }

    @BeforeAll
    static void splitAndHeal() throws InterruptedException {
        anyMember = GRID.startMember();
        HazelcastInstance second = GRID.startMember();
        cutOff = GRID.startMember();
        Halves halves = new Halves(List.of(anyMember, second), List.of(cutOff));
        member = Server.on(anyMember);
        client = Server.on(GRID.startClientOf(second));
        memberAlone = Server.on(cutOff);
        clientAlone = Server.on(GRID.startClientOf(cutOff));
        setOnBothSides = member.begin();
        setLaterInTheSmallerHalf = memberAlone.begin();
        setLaterInTheLargerHalf = client.begin();
        removedLaterInTheSmallerHalf = clientAlone.begin();
        removedLaterInTheLargerHalf = member.begin();
        setAfterARemoval = member.begin();
        endedInTheSmallerHalf = member.begin();
        endedInTheLargerHalf = memberAlone.begin();
        rotatedInTheSmallerHalf = member.begin();
        longer = member.begin();
        shorter = member.begin();
        trusted = member.begin();
        repeated = member.begin();
        unused = member.begin();
        versionOfUnused = LocalGrid.record(anyMember, unused).version();

        rotated = memberAlone.sessions().newSecret(rotatedInTheSmallerHalf);

        halves.split();
        useInBothHalves();
        begun = clientAlone.begin();
        CountDownLatch merged = new CountDownLatch(1);
        cutOff.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) {
                merged.countDown();
            }
        });
        halves.heal();
        assertThat(merged.await(LocalGrid.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private static void useInBothHalves() {
        member.use(setOnBothSides, use -> use.setAttribute("left", "1"));
        client.use(setOnBothSides, use -> use.setAttribute("left too", "2"));
        memberAlone.use(setOnBothSides, use -> use.setAttribute("right", "3"));
        clientAlone.use(setOnBothSides, use -> use.setAttribute("right too", "4"));

        member.use(setLaterInTheSmallerHalf, use -> use.setAttribute("cart", "earlier"));
        clientAlone.use(setLaterInTheSmallerHalf, use -> use.setAttribute("cart", "later"));
        memberAlone.use(setLaterInTheLargerHalf, use -> use.setAttribute("cart", "earlier"));
        client.use(setLaterInTheLargerHalf, use -> use.setAttribute("cart", "later"));

        member.use(removedLaterInTheSmallerHalf, use -> use.setAttribute("cart", "book"));
        memberAlone.use(removedLaterInTheSmallerHalf, use -> use.removeAttribute("cart"));
        clientAlone.use(removedLaterInTheLargerHalf, use -> use.setAttribute("cart", "book"));
        client.use(removedLaterInTheLargerHalf, use -> use.removeAttribute("cart"));
        member.use(setAfterARemoval, use -> use.removeAttribute("cart"));
        clientAlone.use(setAfterARemoval, use -> use.setAttribute("cart", "again"));

        clientAlone.use(endedInTheSmallerHalf, use -> use.end(() -> {}));
        member.use(endedInTheSmallerHalf, use -> use.setAttribute("cart", "later"));
        client.use(endedInTheLargerHalf, use -> use.end(() -> {}));
        memberAlone.use(endedInTheLargerHalf, use -> use.setAttribute("cart", "later"));

        memberAlone.use(rotatedInTheSmallerHalf, use -> use.rotate(rotated));
        member.use(rotatedInTheSmallerHalf, use -> use.setAttribute("left", "1"));

        memberAlone.use(longer, use -> use.setMaxInactiveInterval(Duration.ofMinutes(1)));
        member.use(longer, use -> use.setMaxInactiveInterval(EIGHT_HOURS));
        memberAlone.use(shorter, use -> use.setMaxInactiveInterval(Duration.ZERO));
        member.use(shorter, use -> use.setMaxInactiveInterval(HALF_AN_HOUR));

        assertThat(member.readTrusting(trusted, "cart")).isEqualTo(client.readTrusting(trusted, "cart"));
        memberAlone.use(trusted, use -> use.setAttribute("cart", "book"));
        memberAlone.store().commit(repeated.key(), put("count", "1"), 1, new CommitId(WRITER, 7));
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(server -> server.sessions().close());
        GRID.close();
    }

    @Test
    void hasWhatBothHalvesHaveSet() {
        for (Server server : SERVERS) {
            assertThat(List.of("left", "left too", "right", "right too"))
                    .extracting(name -> server.read(setOnBothSides, name))
                    .containsExactly("1", "2", "3", "4");
        }
    }

    @Test
    void hasTheNewerOfTwoValues() {
        assertThat(SERVERS)
                .extracting(server -> server.read(setLaterInTheSmallerHalf, "cart"))
                .containsOnly("later");
        assertThat(SERVERS)
                .extracting(server -> server.read(setLaterInTheLargerHalf, "cart"))
                .containsOnly("later");
    }

    @Test
    void lacksWhatWasRemovedLater() {
        for (Server server : SERVERS) {
            assertThat(server.read(removedLaterInTheSmallerHalf, "cart")).isNull();
            assertThat(server.read(removedLaterInTheLargerHalf, "cart")).isNull();
            assertThat(server.read(setAfterARemoval, "cart")).isEqualTo("again");
        }
    }

    @Test
    @Tag("G4")
    void isGoneIfOneHalfHasEndedIt() {
        assertThat(SERVERS)
                .extracting(server -> server.knows(endedInTheSmallerHalf))
                .containsOnly(false);
        assertThat(SERVERS)
                .extracting(server -> server.knows(endedInTheLargerHalf))
                .containsOnly(false);
    }

    @Test
    @Tag("G5")
    void hasTheIdThatOneHalfGaveIt() {
        assertThat(SERVERS)
                .extracting(server -> server.knows(rotatedInTheSmallerHalf))
                .containsOnly(false);
        assertThat(SERVERS).extracting(server -> server.read(rotated, "left")).containsOnly("1");
    }

    @Test
    void isThereIfItBeganInTheSmallerHalf() {
        assertThat(SERVERS).extracting(server -> server.read(begun, "cart")).containsOnly("empty");
    }

    @Test
    @Tag("G7")
    void livesAsLongAsWasSaidLastAndStaysInMemoryThatLong() {
        for (SessionId id : List.of(longer, shorter)) {
            Duration lasts = id.equals(longer) ? EIGHT_HOURS : HALF_AN_HOUR;

            assertThat(LocalGrid.record(anyMember, id).times().lifetime().maxInactiveInterval())
                    .isEqualTo(lasts);
            assertThat(LocalGrid.timeToLive(anyMember, id)).isEqualTo(lasts.plus(GRACE));
            assertThat(LocalGrid.expiry(anyMember, id))
                    .isBetween(
                            SessionInGrid.now().plus(lasts),
                            SessionInGrid.now().plus(lasts).plus(GRACE));
        }
    }

    @Test
    void isNotTrustedByAServerWhoseCopyIsOlder() {
        await().atMost(LocalGrid.PATIENCE)
                .untilAsserted(() -> assertThat(SERVERS)
                        .extracting(server -> server.readTrusting(trusted, "cart"))
                        .containsOnly("book"));
    }

    @Test
    @Tag("G18")
    void takesNoCommitOfTheSmallerHalfTwice() {
        SessionRecord before = LocalGrid.record(anyMember, repeated);

        member.store().commit(repeated.key(), put("count", "repeated"), 1, new CommitId(WRITER, 7));

        assertThat(LocalGrid.record(anyMember, repeated).attributes()).isEqualTo(before.attributes());
    }

    @Test
    @Tag("G2")
    void hasItsBackupAgain() {
        Halves.awaitSafe(List.of(anyMember, cutOff));
    }

    @Test
    void isAsItWasIfNobodyUsedIt() {
        assertThat(LocalGrid.record(anyMember, unused).version()).isEqualTo(versionOfUnused);
    }
}
