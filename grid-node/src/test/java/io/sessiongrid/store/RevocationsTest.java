package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.client.HazelcastClientOfflineException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.core.LifecycleService;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.topic.ITopic;
import io.sessiongrid.hostile.LogLines;
import io.sessiongrid.session.SessionStore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("That a session was used elsewhere")
class RevocationsTest {
    /** Subscriptions at each of the two stores, of all tests of this class. */
    private static final int NEIGHBOURS = 6;

    private static final LocalGrid GRID = new LocalGrid();

    private static SessionStore member;
    private static SessionStore client;

    private static HazelcastInstance first;
    private static HazelcastInstance second;

    @BeforeAll
    static void start() {
        first = GRID.startMember();
        member = LocalGrid.storeOn(first);
        second = GRID.startMember();
        client = LocalGrid.storeOn(GRID.startClient());
    }

    @AfterAll
    static void stop() {
        GRID.close();
    }

    @Test
    void isHeardByClientsAndMembers() {
        Heard atClient = listenAt(client);
        Heard atMember = listenAt(member);

        client.revoke("first", Long.MIN_VALUE);
        member.revoke("second", 7);

        List.of(atClient, atMember)
                .forEach(heard -> await().atMost(LocalGrid.PATIENCE)
                        .untilAsserted(() -> assertThat(heard.revoked)
                                .containsExactlyInAnyOrder("first by " + Long.MIN_VALUE, "second by 7")));
    }

    @Test
    void isNotTakenForAShorterLife() {
        Heard atClient = listenAt(client);
        Heard atMember = listenAt(member);

        member.tellOfShorterLife("key", Long.MIN_VALUE);
        member.revoke("key", 7);

        List.of(atClient, atMember)
                .forEach(heard -> await().atMost(LocalGrid.PATIENCE).untilAsserted(() -> {
                    assertThat(heard.shortened).containsExactly("key by " + Long.MIN_VALUE);
                    assertThat(heard.revoked).containsExactly("key by 7");
                }));
    }

    @Test
    void isNotHeardByThoseWhoStoppedListening() {
        Heard listening = listenAt(member);
        Heard stopped = new Heard();
        Runnable stop = member.onRevoked(stopped);
        stop.run();
        stop.run();

        member.revoke("key", 1);

        await().atMost(LocalGrid.PATIENCE).until(() -> listening.revoked.contains("key by 1"));
        assertThat(stopped.revoked).isEmpty();
    }

    @Test
    void isHeardAfterMessagesThatAreNone() {
        Heard atClient = listenAt(client);
        Heard atMember = listenAt(member);
        ITopic<Object> topic = first.getTopic("revoked-" + LocalGrid.MAP);

        try (LogLines log = new LogLines(Revocations.class.getName())) {
            List<Object> noise =
                    List.of("", " ", "no number", "7", "7 ", "99999999999999999999 key", 7, List.of("7 key"));
            noise.forEach(topic::publish);
            topic.publish(new Forged(99, new byte[0]));
            topic.publish("8 after word added");

            List.of(atClient, atMember)
                    .forEach(heard -> await().atMost(LocalGrid.PATIENCE)
                            .untilAsserted(() -> assertThat(heard.revoked).containsExactly("after by 8")));
            assertThat(log.lines())
                    .hasSizeLessThanOrEqualTo(2 * NEIGHBOURS)
                    .allSatisfy(line -> assertThat(line)
                            .isEqualTo(
                                    "Ignored a message in topic revoked-sessions-shop that is none of Sessiongrid's; further"
                                            + " ones are ignored in silence"));
            assertThat(log.hasStackTraces()).isFalse();
        }
    }

    @Test
    void mayHaveBeenMissedWhenAMemberIsLost() {
        Heard atClient = listenAt(client);
        Heard atMember = listenAt(member);
        atClient.missedSome = false;
        atMember.missedSome = false;

        second.getLifecycleService().terminate();

        await().atMost(LocalGrid.PATIENCE).until(() -> atClient.missedSome && atMember.missedSome);
    }

    @Test
    void isHeardThoughTheFirstAttemptToListenFailed() {
        AtomicInteger attempts = new AtomicInteger();
        HazelcastInstance failing = failingOnce(first, attempts);
        Heard heard = new Heard();

        Runnable stop = new Revocations(failing, LocalGrid.MAP).listen(heard);

        await().atMost(LocalGrid.PATIENCE).until(() -> heard.missedSome);
        client.revoke("again", 3);
        await().atMost(LocalGrid.PATIENCE).until(() -> heard.revoked.contains("again by 3"));
        assertThat(attempts).hasValueGreaterThan(1);
        stop.run();
    }

    /** The same instance, except that the first topic cannot be had: a member stands still. */
    private static HazelcastInstance failingOnce(HazelcastInstance instance, AtomicInteger attempts) {
        return (HazelcastInstance) Proxy.newProxyInstance(
                RevocationsTest.class.getClassLoader(),
                new Class<?>[] {HazelcastInstance.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getTopic") && attempts.getAndIncrement() == 0) {
                        throw new OperationTimeoutException("as this test wants");
                    }
                    return method.invoke(instance, arguments);
                });
    }

    @Test
    void takesOneThreadHoweverOftenTheConnectionComesAndGoes() {
        AtomicInteger attempts = new AtomicInteger();
        AtomicReference<LifecycleListener> lifecycle = new AtomicReference<>();
        Runnable stop = new Revocations(neverConnected(attempts, lifecycle), LocalGrid.MAP).listen(new Heard());
        LifecycleListener listener = Objects.requireNonNull(lifecycle.get());

        for (int i = 0; i < 50; i++) {
            listener.stateChanged(new LifecycleEvent(LifecycleState.CLIENT_DISCONNECTED));
            listener.stateChanged(new LifecycleEvent(LifecycleState.CLIENT_CONNECTED));
        }

        await().atMost(LocalGrid.PATIENCE).until(() -> attempts.get() > 1);
        assertThat(subscribing()).isEqualTo(1);
        stop.run();
        await().atMost(LocalGrid.PATIENCE).until(() -> subscribing() == 0);
    }

    /** Else a sticky server would trust its copies for as long as it is cut off. */
    @Test
    void isNotBelievedToBeHeardIfTheConnectionIsLostMeanwhile() {
        AtomicReference<LifecycleListener> lifecycle = new AtomicReference<>();
        HazelcastInstance instance = instance(lifecycle, arguments -> {
            LifecycleListener listener = Objects.requireNonNull(lifecycle.get());
            listener.stateChanged(new LifecycleEvent(LifecycleState.CLIENT_DISCONNECTED));
            return first.getTopic((String) arguments[0]);
        });
        Heard heard = new Heard();

        Runnable stop = new Revocations(instance, LocalGrid.MAP).listen(heard);

        await().atMost(LocalGrid.PATIENCE).until(() -> heard.cutOff && subscribing() == 0);
        Objects.requireNonNull(lifecycle.get()).stateChanged(new LifecycleEvent(LifecycleState.MERGED));
        assertThat(heard.cutOff).isTrue();
        stop.run();
    }

    private static long subscribing() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sessiongrid subscription"))
                .count();
    }

    private static HazelcastInstance neverConnected(
            AtomicInteger attempts, AtomicReference<LifecycleListener> lifecycle) {
        return instance(lifecycle, arguments -> {
            attempts.getAndIncrement();
            throw new HazelcastClientOfflineException();
        });
    }

    /** The first member, except that topics are had in this way, and that it tells who listens to its life. */
    private static HazelcastInstance instance(
            AtomicReference<LifecycleListener> lifecycle, Function<Object[], Object> topics) {
        LifecycleService service = (LifecycleService) Proxy.newProxyInstance(
                RevocationsTest.class.getClassLoader(),
                new Class<?>[] {LifecycleService.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("addLifecycleListener")) {
                        lifecycle.set((LifecycleListener) arguments[0]);
                    }
                    return method.invoke(first.getLifecycleService(), arguments);
                });
        return (HazelcastInstance) Proxy.newProxyInstance(
                RevocationsTest.class.getClassLoader(),
                new Class<?>[] {HazelcastInstance.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getLifecycleService" -> service;
                    case "getTopic" -> topics.apply(arguments);
                    default -> method.invoke(first, arguments);
                });
    }

    private static Heard listenAt(SessionStore store) {
        Heard heard = new Heard();
        store.onRevoked(heard);
        await().atMost(LocalGrid.PATIENCE).until(() -> heard.missedSome);
        return heard;
    }
}
