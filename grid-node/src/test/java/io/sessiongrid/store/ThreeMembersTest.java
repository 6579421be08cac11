package io.sessiongrid.store;

import static io.sessiongrid.session.Deltas.HALF_AN_HOUR;
import static io.sessiongrid.session.Deltas.bytes;
import static io.sessiongrid.session.Deltas.lasting;
import static io.sessiongrid.session.Deltas.put;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.sessiongrid.session.CommitId;
import io.sessiongrid.session.Committed;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionMeters;
import io.sessiongrid.session.SessionRecord;
import io.sessiongrid.session.SessionStore;
import io.sessiongrid.session.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("With three members, of which one is lost under load")
class ThreeMembersTest {
    private static final int WRITERS = 6;
    private static final int COMMITS_BEFORE = 100;
    private static final int COMMITS = 300;

    private final LocalGrid grid = new LocalGrid();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

    /** What one app server has committed to one session. */
    private record Written(SessionId id, int commits) {}

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        grid.close();
    }

    @Tag("G2")
    @Tag("G18")
    @Test
    void everyCommitIsAppliedOnceAndNoneIsLost() throws Exception {
        List<HazelcastInstance> members = List.of(grid.startMember(), grid.startMember(), grid.startMember());
        HazelcastInstance client = grid.startClient();
        List<HazelcastInstance> callers = List.of(members.get(0), members.get(1), client);
        CountDownLatch underLoad = new CountDownLatch(WRITERS);
        List<Future<Written>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            SessionStore store = storeOn(callers.get(writer % callers.size()));
            // Two sessions of each member.
            SessionId id = LocalGrid.idOwnedBy(members.get(writer % members.size()));
            long number = writer;
            writers.add(threads.submit(() -> write(store, id, number, underLoad)));
        }

        underLoad.await();
        members.get(2).getLifecycleService().terminate();

        for (Future<Written> writer : writers) {
            Written written = writer.get(60, TimeUnit.SECONDS);
            SessionRecord session = LocalGrid.record(client, written.id());
            assertThat(session.version()).isEqualTo(1 + written.commits());
            assertThat(session.attributes().present())
                    .hasSize(10)
                    .allSatisfy((name, attribute) ->
                            assertThat(attribute.bytes()).isEqualTo(bytes("" + (attribute.version() - 2))));
        }
    }

    /** Commits until the grid has confirmed all; what was not confirmed is repeated, as an app server would. */
    private static Written write(SessionStore store, SessionId id, long writer, CountDownLatch underLoad) {
        confirmed(() -> store.create(id, Instant.now(), lasting(HALF_AN_HOUR), new CommitId(writer, 0)));
        for (int i = 0; i < COMMITS; i++) {
            if (i == COMMITS_BEFORE) {
                underLoad.countDown();
            }
            int number = i;
            long version = i + 1L;
            confirmed(() -> store.commit(
                    id.key(), put("a" + number % 10, "" + number), version, new CommitId(writer, number + 1L)));
        }
        return new Written(id, COMMITS);
    }

    private static void confirmed(Supplier<Committed> call) {
        while (true) {
            try {
                assertThat(call.get()).isInstanceOf(Committed.Applied.class);
                return;
            } catch (SessionStoreException e) {
                assertThat(e).hasMessageContaining("sessions-shop");
            }
        }
    }

    private static SessionStore storeOn(HazelcastInstance instance) {
        return new HazelcastSessionStore(instance, LocalGrid.MAP, Duration.ofSeconds(20), new SessionMeters());
    }
}
