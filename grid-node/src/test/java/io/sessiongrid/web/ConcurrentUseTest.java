package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Many requests on two servers")
@Tag("G1")
@Tag("G3")
class ConcurrentUseTest {
    private static final int THREADS = 8;
    private static final int USES = 150;

    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final List<AppServer> servers = List.of(new AppServer(grid), new AppServer(grid));
    private final SessionId id = servers.get(0).session();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Of calls that fail, before or after they are executed. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.3, 0.31, 0.32, 0.33, 0.34, 0.35})
    void loseNothing(double failing) throws Exception {
        grid.failOften(failing, 1);
        List<Future<?>> users = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int user = thread;
            users.add(threads.submit(() -> use(user, servers.get(user % servers.size()))));
        }
        for (Future<?> user : users) {
            user.get(60, TimeUnit.SECONDS);
        }
        grid.failOften(0, 1);
        // Brings what failed last.
        servers.forEach(server -> server.read(id, "made"));

        Set<String> present = grid.record(id).attributes().present().keySet();
        assertThat(present).containsAll(tokens);
        assertThat(present).filteredOn(name -> name.startsWith("removed")).isEmpty();
        assertThat(grid.hasRegressed()).isFalse();
        servers.forEach(server -> {
            assertThat(server.sessions.live().used(id.key())).isNull();
            try (SessionUse use = server.sessions.find(id)) {
                assertThat(use.attributeNames()).isEqualTo(present);
                present.forEach(name -> assertThat(use.attribute(name)).isNotNull());
                for (int user = 0; user < THREADS; user++) {
                    assertThat(use.attribute("own" + user)).isEqualTo(USES - 1);
                }
            }
        });
    }

    /** Each request adds a token of its own, removes that of an earlier one, and counts in its user's attribute. */
    private void use(int user, AppServer server) {
        Random random = new Random(user);
        for (int i = 0; i < USES; i++) {
            String token = "token" + user + "." + i;
            boolean answered = false;
            while (!answered) {
                // As a user whose request failed: once more.
                answered = request(server, user, i, token, random);
            }
            tokens.add(token);
        }
    }

    private boolean request(AppServer server, int user, int number, String token, Random random) {
        boolean committed = false;
        try (SessionUse use = server.sessions.find(id)) {
            use.setAttribute(token, token);
            use.setAttribute("own" + user, number);
            use.setAttribute("removed" + user, "x");
            use.attribute("own" + random.nextInt(THREADS));
            if (random.nextBoolean()) {
                use.commit();
            }
            use.removeAttribute("removed" + user);
            use.commit();
            committed = true;
            // What was committed is in the grid, whatever the others do.
            assertThat(grid.record(id).attributes().present()).containsKey(token);
        } catch (SessionStoreException e) {
            return committed;
        }
        return true;
    }
}
