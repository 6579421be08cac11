package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.AttributeBytes;
import io.sessiongrid.session.Meter;
import io.sessiongrid.session.SessionEvent;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a server counts")
class CountedSessionsTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);

    @Test
    void isNothingAtFirst() {
        assertThat(counts(here)).isEmpty();
    }

    @Test
    void areItsRequestsForSessionsByWhatCameOfThem() {
        SessionId id = elsewhere.session();

        here.read(id, "made");
        here.read(id, "made");
        here.read(id, "made");
        here.knows(here.sessions.newSecret(id));
        here.sessions.requestedId("' OR 1=1 --");

        assertThat(counts(here))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        SessionEvent.OPENS_CHANGED, 1L,
                        SessionEvent.OPENS_UNCHANGED, 2L,
                        SessionEvent.OPENS_GONE, 1L,
                        SessionEvent.REFUSED_IDS, 1L));
    }

    @Test
    void areTheCopiesThatItTrusted() {
        AppServer trusting = new AppServer(grid, AppServer.sticky());
        SessionId id = trusting.session();

        try (SessionUse use = trusting.sessions.find(id)) {
            use.enter(true);
            use.attribute("made");
        }

        assertThat(trusting.meters.count(SessionEvent.OPENS_TRUSTED)).isEqualTo(1);
    }

    @Test
    void isTheLifeOfASession() {
        SessionId id = here.session();
        here.set(id, "cart", "book");

        try (SessionUse use = here.sessions.find(id)) {
            use.end();
        }

        assertThat(counts(here))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        SessionEvent.LIFECYCLE_CREATED, 1L,
                        SessionEvent.COMMITS_APPLIED, 1L,
                        SessionEvent.LIFECYCLE_ENDED, 1L,
                        SessionEvent.OPENS_UNCHANGED, 2L));
    }

    @Test
    void areMergesAndAmongThemConflicts() {
        SessionId id = here.session();
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "book");
            use.setAttribute("mine", "yes");
            elsewhere.set(id, "cart", "pen");
            elsewhere.set(id, "theirs", "yes");
        }

        assertThat(here.meters.count(SessionEvent.MERGES)).isEqualTo(1);
        assertThat(here.meters.count(SessionEvent.CONFLICTS)).isEqualTo(1);
        assertThat(elsewhere.meters.count(SessionEvent.CONFLICTS)).isZero();
    }

    @Test
    void isACommitThatCameTooLate() {
        SessionId id = here.session();
        try (SessionUse use = here.sessions.find(id)) {
            use.setAttribute("cart", "book");
            try (SessionUse other = elsewhere.sessions.find(id)) {
                other.end();
            }
        }

        assertThat(here.meters.count(SessionEvent.COMMITS_GONE)).isEqualTo(1);
    }

    @Test
    void areTouchesAndThoseThatWereLost() {
        SessionId id = here.session();
        forward(Duration.ofMinutes(2));
        grid.failNext(Call.TOUCH, Fault.REQUEST_LOST);

        here.read(id, "made");
        here.read(id, "made");

        assertThat(here.meters.count(SessionEvent.TOUCHES_SENT)).isEqualTo(2);
        assertThat(here.meters.count(SessionEvent.TOUCHES_LOST)).isEqualTo(1);
    }

    @Test
    void areSessionsWhoseEndItFoundAndTold() {
        here.session();
        here.session();
        forward(Duration.ofMinutes(31));

        here.sessions.onExpired(use -> {});

        await().until(() -> here.meters.count(SessionEvent.LIFECYCLE_EXPIRED) == 2);
        assertThat(here.meters.count(SessionEvent.CLAIMS)).isEqualTo(2);
        here.sessions.close();
    }

    @Test
    void areAttributesThatItCannotRead() {
        SessionId id = elsewhere.sessionWith("cart", "book");
        here.codec.lackClassOf(bytesInGrid(id));

        here.read(id, "cart");
        here.read(id, "cart");

        assertThat(here.meters.count(SessionEvent.UNREADABLE_ATTRIBUTES)).isEqualTo(1);
    }

    @Test
    void areItsCopiesAndTheRequestsThatUseThem() {
        SessionId id = here.sessionWith("cart", "x".repeat(1_000));

        assertThat(here.meters.gauge(Meter.REQUESTS)).isZero();
        try (SessionUse use = here.sessions.find(id)) {
            use.attribute("cart");

            assertThat(here.meters.gauge(Meter.REQUESTS)).isEqualTo(1);
        }
        assertThat(here.meters.gauge(Meter.LIVE_SESSIONS)).isEqualTo(1);
        assertThat(here.meters.gauge(Meter.LIVE_BYTES)).isBetween(1_000L, 1_100L);
    }

    private AttributeBytes bytesInGrid(SessionId id) {
        return Objects.requireNonNull(grid.record(id).attributes().present().get("cart"))
                .bytes();
    }

    private void forward(Duration duration) {
        gridClock.forward(duration);
        here.clock.forward(duration);
    }

    private static Map<SessionEvent, Long> counts(AppServer server) {
        Map<SessionEvent, Long> counts = new EnumMap<>(SessionEvent.class);
        Arrays.stream(SessionEvent.values())
                .filter(count -> server.meters.count(count) > 0)
                .forEach(count -> counts.put(count, server.meters.count(count)));
        return counts;
    }
}
