package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A session past its time")
class PastItsTimeTest {
    private static final Duration PAST_ITS_TIME = Duration.ofMinutes(31);
    private static final int MANY = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        here.sessions.close();
        elsewhere.sessions.close();
    }

    private void tell(SessionUse use) {
        told.add(use.id().key() + " had " + use.attribute("cart"));
    }

    private void forward(Duration time) {
        gridClock.forward(time);
        here.clock.forward(time);
        elsewhere.clock.forward(time);
    }

    @Tag("G6")
    @Test
    void leavesNothingBehindNorDoTenThousand() {
        List<SessionId> ids = IntStream.range(0, MANY)
                .mapToObj(i -> here.sessionWith("cart", i))
                .toList();
        assertThat(here.sessions.liveSessions()).isPositive();
        forward(PAST_ITS_TIME);

        here.sessions.onExpired(this::tell);

        await().atMost(PATIENCE).until(() -> here.sessions.sessionsInGrid() == 0);
        await().atMost(PATIENCE).until(() -> here.sessions.liveSessions() == 0);
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MANY)
                        .mapToObj(i -> ids.get(i).key() + " had " + i)
                        .toList());
    }

    /** As when the grid was away for the whole interval: nobody could say that the session was used. */
    @Tag("G4")
    @Test
    void hasEndedThoughARequestUsesItIfNothingReachedTheGridInTime() {
        SessionId id = here.sessionWith("cart", "book");
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.attribute("cart")).isEqualTo("book");
            forward(PAST_ITS_TIME);

            here.sessions.onExpired(this::tell);

            await().until(() -> grid.recordOrNull(id) == null);
            use.setAttribute("cart", "pen");
            use.commit();
            assertThat(use.isValid()).isFalse();
        }
        assertThat(told).containsExactly(id.key() + " had book");
        assertThat(elsewhere.knows(id)).isFalse();
    }
}
