package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.OperationTimeoutException;
import io.sessiongrid.session.SessionStore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("That a session was used elsewhere")
class RevocationsTest {
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

    private static Heard listenAt(SessionStore store) {
        Heard heard = new Heard();
        store.onRevoked(heard);
        await().atMost(LocalGrid.PATIENCE).until(() -> heard.missedSome);
        return heard;
    }
}
