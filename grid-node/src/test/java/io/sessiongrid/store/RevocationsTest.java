package io.sessiongrid.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.SessionStore;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("That a session was used elsewhere")
class RevocationsTest {
    private static final LocalGrid GRID = new LocalGrid();

    private static SessionStore member;
    private static SessionStore client;

    private static HazelcastInstance second;

    @BeforeAll
    static void start() {
        member = LocalGrid.storeOn(GRID.startMember());
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

    private static Heard listenAt(SessionStore store) {
        Heard heard = new Heard();
        store.onRevoked(heard);
        await().atMost(LocalGrid.PATIENCE).until(() -> heard.missedSome);
        return heard;
    }
}
