package io.sessiongrid.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.AttributeChange;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.Deltas;
import io.sessiongrid.session.Opened;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.store.Forged;
import io.sessiongrid.store.HazelcastSessionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Real members that are sent bytes of another release, of an intruder, or absurdly many,")
class HostileBytesIT {
    private static final String MAP = "sessions-shop";
    private static final byte[] NEWER_FORMAT = {2, 0, 0, 0, 1, 0};
    private static final byte[] CUT_SHORT = {1, 0, 0, 0, 9, 1};
    private static final int NO_CLASS = 99;
    private static final int COMMIT = 5;
    private static final int TIMES = 20;

    /** Two of Hazelcast's classes complain, in each member. */
    private static final int MOST_LINES = 45;

    @TempDir
    Path directory;

    private final SecureRandom random = new SecureRandom();
    private final List<SessionId> sessions = new ArrayList<>();
    private ProcessMembers members;
    private List<NodeProcess> processes;
    private HazelcastInstance client;
    private SessionStore store;
    private IMap<String, Object> raw;

    @BeforeEach
    void start() throws IOException {
        members = new ProcessMembers(directory);
        processes = List.of(members.start().process(), members.start().process());
        client = members.client();
        raw = client.getMap(MAP);
        store = new HazelcastSessionStore(client, MAP, Duration.ofSeconds(20), new SessionMeters());
        for (int i = 0; i < 30; i++) {
            sessions.add(created());
        }
    }

    @AfterEach
    void stop() {
        client.shutdown();
        members.close();
    }

    @Test
    void liveAndServeAllOtherSessionsAndSaySoBriefly() throws IOException, InterruptedException {
        int quiet = lines(processes);

        sendForgedOperations();
        raw.set(sessions.remove(0).key(), "no session");
        assertThatAnAbsurdSizeCostsOneSession();

        assertThatOthersAreWell();
        assertThat(lines(processes) - quiet).as("%s", processes.get(0).lines()).isBetween(1, MOST_LINES);
        assertThat(members.command("sessions", "list", "shop").awaitExit()).isZero();
        processes.forEach(process -> assertThat(process.lines()).noneMatch(line -> line.startsWith("\tat ")));
        assertThatAllMoveToAnotherMember();
    }

    private void assertThatAllMoveToAnotherMember() throws IOException, InterruptedException {
        members.start();
        processes.get(0).terminate();

        assertThat(processes.get(0).awaitExit()).isZero();
        assertThatOthersAreWell();
    }

    private static int lines(List<NodeProcess> processes) {
        return processes.stream().mapToInt(process -> process.lines().size()).sum();
    }

    private SessionId created() {
        SessionId id = SessionId.generate(random);
        store.create(id, Instant.now(), Deltas.lasting(Deltas.HALF_AN_HOUR), new CommitId(1, 1));
        return id;
    }

    private void sendForgedOperations() {
        List<Forged> forged = Stream.of(NEWER_FORMAT, CUT_SHORT)
                .flatMap(content -> Stream.of(new Forged(COMMIT, content), new Forged(NO_CLASS, content)))
                .toList();
        for (int i = 0; i < TIMES; i++) {
            for (Forged each : forged) {
                assertThatThrownBy(() -> raw.executeOnKey(sessions.get(1).key(), each))
                        .isInstanceOf(RuntimeException.class);
                assertThatThrownBy(() -> raw.set(sessions.get(1).key(), each)).isInstanceOf(RuntimeException.class);
            }
        }
    }

    /** Members have 256 MiB. */
    private void assertThatAnAbsurdSizeCostsOneSession() {
        SessionId heavy = created();
        SessionId absurd = created();

        assertThat(commit(heavy, 10)).isInstanceOf(Committed.Applied.class);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> commit(absurd, 64))
                    .isInstanceOf(SessionStoreException.class)
                    .hasStackTraceContaining("bytes is too large for this member, which takes operations of up to");
        }
    }

    private Committed commit(SessionId id, int megabytes) {
        AttributeChange put = new AttributeChange.Put(AttributeBytes.of(new byte[megabytes << 20]));
        return store.commit(id.key(), Deltas.and(Deltas.NOTHING, "heavy", put), 1, new CommitId(1, 2));
    }

    private void assertThatOthersAreWell() {
        for (SessionId id : sessions) {
            assertThat(store.commit(id.key(), Deltas.put("more", "pen"), 1, new CommitId(1, 2)))
                    .isInstanceOf(Committed.Applied.class);
            assertThat(store.open(id.key(), id.secretHash(), SessionStore.NOTHING_KNOWN))
                    .isInstanceOf(Opened.Changed.class);
        }
    }
}
