package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Copies of sessions on an app server")
class LiveSessionsTest {
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);

    @Test
    void areKeptForTheNextRequest() {
        SessionId id = elsewhere.session();

        assertThat(here.knows(id)).isTrue();

        assertThat(here.sessions.liveSessions()).isEqualTo(1);
        assertThat(here.sessions.live().used(id.key())).isNull();
    }

    @Test
    void areOneForAllRequestsOfASession() {
        SessionId id = elsewhere.session();

        try (SessionUse first = here.sessions.find(id);
                SessionUse second = here.sessions.find(id)) {
            assertThat(first.isValid()).isTrue();
            assertThat(second.isValid()).isTrue();

            assertThat(here.sessions.liveSessions()).isEqualTo(1);
        }
    }

    @Test
    void areNotMadeOfSessionsThatNeverWere() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(here.knows(here.sessions.newId())).isFalse();
        }

        assertThat(here.sessions.liveSessions()).isZero();
    }

    @Test
    void areNotHarmedByWrongSecrets() {
        SessionId id = here.session();

        for (int i = 0; i < 100; i++) {
            assertThat(here.knows(here.sessions.newSecret(id))).isFalse();
        }

        assertThat(here.sessions.liveSessions()).isEqualTo(1);
        assertThat(here.read(id, "made")).isEqualTo("here");
    }

    @Tag("G12")
    @ParameterizedTest
    @EnumSource
    void areNotLeftBehindByRequestsThatFailed(Fault fault) {
        for (int i = 0; i < 100; i++) {
            SessionId id = elsewhere.session();
            grid.failNext(Call.OPEN, fault);
            try (SessionUse use = here.sessions.find(id)) {
                assertThatThrownBy(use::isValid).isInstanceOf(SessionStoreException.class);
            }
        }

        assertThat(here.sessions.liveSessions()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void areNotInUseAfterACommitThatFailed(Fault fault) {
        SessionId id = here.session();
        SessionUse use = here.sessions.find(id);
        use.setAttribute("cart", "book");
        grid.failNext(Call.COMMIT, fault);

        assertThatThrownBy(use::close).isInstanceOf(SessionStoreException.class);

        assertThat(here.sessions.live().used(id.key())).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void areNotKeptOfASessionThatTheGridNeverConfirmed(Fault fault) {
        SessionUse use = here.sessions.create(here.sessions.newId(), AppServer.HALF_AN_HOUR);
        grid.failNext(Call.CREATE, fault);

        assertThatThrownBy(use::close).isInstanceOf(SessionStoreException.class);

        assertThat(here.sessions.liveSessions()).isZero();
    }

    @Test
    void areNotKeptOfASessionThatEnded() {
        SessionId id = here.session();

        try (SessionUse use = here.sessions.find(id)) {
            use.end();
        }

        assertThat(here.sessions.liveSessions()).isZero();
    }

    @Test
    void areNotKeptOfASessionThatEndedElsewhere() {
        SessionId id = here.session();
        try (SessionUse use = elsewhere.sessions.find(id)) {
            use.end();
        }

        assertThat(here.knows(id)).isFalse();

        assertThat(here.sessions.liveSessions()).isZero();
    }

    @Test
    void areNotKeptBeyondTheirNumber() {
        SessionRules few = new SessionRules(
                Duration.ofSeconds(5),
                false,
                null,
                ChangeDetection.AUTO,
                UnreadableAttributes.ABSENT,
                10L,
                Duration.ofMinutes(10),
                null,
                Duration.ZERO,
                AppServer.TURN,
                null);
        AppServer server = new AppServer(grid, few);
        List<SessionId> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(server.sessionWith("number", i));
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.sessions.liveSessions()).isLessThanOrEqualTo(10));
        assertThat(ids).allSatisfy(id -> assertThat(server.read(id, "number")).isEqualTo(ids.indexOf(id)));
    }

    @Test
    void areKeptAsLongAsTheyFitIntoTheHeap() {
        SessionRules byHeap = new SessionRules(
                Duration.ofSeconds(5),
                false,
                null,
                ChangeDetection.AUTO,
                UnreadableAttributes.ABSENT,
                null,
                Duration.ofMinutes(10),
                null,
                Duration.ZERO,
                AppServer.TURN,
                null);
        AppServer server = new AppServer(grid, byHeap);

        // What objects take is estimated at four times their bytes, and a tenth of the heap is free for them.
        long size = Runtime.getRuntime().maxMemory() / 10 / 4 / 10;
        for (int i = 0; i < 30; i++) {
            server.sessionWith("large", new byte[(int) size]);
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.sessions.liveSessions()).isBetween(1L, 10L));
    }

    @Test
    void areForgottenWhenTheApplicationStops() {
        here.session();

        here.sessions.close();

        assertThat(here.sessions.liveSessions()).isZero();
    }

    @Test
    void ofANewSessionHoldNothingOfAnEarlierOneWithTheSameKey() {
        SessionId id = here.sessionWith("user", "ada");

        try (SessionUse use = here.sessions.create(id, AppServer.HALF_AN_HOUR)) {
            assertThat(use.attributeNames()).isEmpty();
        }
    }
}
