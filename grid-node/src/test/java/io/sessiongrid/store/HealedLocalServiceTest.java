package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.sessiongrid.attribute.AttributeCodecProvider;
import io.sessiongrid.attribute.AttributeFilter;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.web.ChangeDetection;
import io.sessiongrid.web.SessionRules;
import io.sessiongrid.web.SessionUse;
import io.sessiongrid.web.Sessions;
import io.sessiongrid.web.SteadyClock;
import io.sessiongrid.web.UnreadableAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** It has another name in the grid than before, so that none of the members it knew is left; but nothing was lost. */
@DisplayName("A server with local service that was the smaller half of a split grid")
class HealedLocalServiceTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    /** Of a sweep, with which a server looks at the grid ten times. */
    private static final Duration TURN = Duration.ofSeconds(1);

    private static final LocalGrid GRID = new LocalGrid();
    private static final SessionMeters METERS = new SessionMeters();
    private static Sessions other;
    private static Sessions alone;
    private static SessionId rotated;
    private static SessionId renewed;
    private static SessionId ended;

    @BeforeAll
    static void splitAndHeal() throws InterruptedException {
        List<HazelcastInstance> larger = List.of(GRID.startMember(), GRID.startMember());
        HazelcastInstance cutOff = GRID.startMember();
        Halves halves = new Halves(larger, List.of(cutOff));
        other = sessions(larger.get(0), new SessionMeters());
        alone = sessions(cutOff, METERS);
        rotated = sessionOf(cutOff);
        ended = sessionOf(cutOff);
        CountDownLatch merged = new CountDownLatch(1);
        cutOff.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) {
                merged.countDown();
            }
        });

        letLookAtGrid();
        halves.split();
        letLookAtGrid();
        renewed = other.newSecret(rotated);
        use(other, rotated, use -> use.rotate(renewed));
        halves.heal();
        assertThat(merged.await(2, TimeUnit.MINUTES)).isTrue();
        letLookAtGrid();
    }

    @AfterAll
    static void stop() {
        alone.close();
        other.close();
        GRID.close();
    }

    private static void letLookAtGrid() {
        await().during(TURN).atMost(TURN.multipliedBy(4)).until(() -> true);
    }

    private static Sessions sessions(HazelcastInstance hazelcast, SessionMeters meters) {
        Sessions sessions = new Sessions(
                new HazelcastSessionStore(hazelcast, LocalGrid.MAP, LocalGrid.PATIENCE, meters),
                new SessionRules(
                        LocalGrid.PATIENCE,
                        false,
                        null,
                        ChangeDetection.AUTO,
                        UnreadableAttributes.ABSENT,
                        1_000L,
                        Duration.ofMinutes(10),
                        null,
                        Duration.ZERO,
                        TURN,
                        100),
                AttributeCodecProvider.named("java").create(AttributeFilter.of("")),
                HealedLocalServiceTest.class.getClassLoader(),
                SteadyClock.ofThisComputer(),
                meters);
        sessions.onExpired(session -> {});
        return sessions;
    }

    private static SessionId sessionOf(HazelcastInstance owner) {
        SessionId id = LocalGrid.idOwnedBy(owner);
        try (SessionUse use = alone.create(id, HALF_AN_HOUR)) {
            use.setAttribute("cart", "book");
        }
        return id;
    }

    private static void use(Sessions server, SessionId id, Consumer<SessionUse> work) {
        try (SessionUse use = server.find(id)) {
            assertThat(use.isValid()).isTrue();
            work.accept(use);
        }
    }

    private static boolean knows(Sessions server, SessionId id) {
        try (SessionUse use = server.find(id)) {
            return use.isValid();
        }
    }

    @Test
    @Tag("G5")
    void opensNothingByAnIdThatTheOtherHalfHasChanged() {
        assertThat(knows(alone, rotated)).isFalse();

        assertThat(knows(other, rotated)).isFalse();
        assertThat(knows(other, renewed)).isTrue();
        assertThat(knows(alone, renewed)).isTrue();
    }

    @Test
    @Tag("G4")
    void sendsNothingBackThatAnotherServerEnds() {
        use(other, ended, use -> use.end(() -> assertThat(knows(alone, ended)).isFalse()));

        assertThat(knows(alone, ended)).isFalse();
        assertThat(knows(other, ended)).isFalse();
        assertThat(METERS.count(SessionEvent.LOCAL_RESTORED)).isZero();
    }
}
