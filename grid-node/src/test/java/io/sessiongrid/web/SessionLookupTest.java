package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sessiongrid.session.SessionId;
import io.sessiongrid.session.SessionStoreException;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A request that looks for a session")
class SessionLookupTest {
    private final MovingClock gridClock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(gridClock);
    private final AppServer here = new AppServer(grid);
    private final AppServer elsewhere = new AppServer(grid);

    @Tag("G14")
    @Test
    void asksTheGridOnceHoweverOftenTheContainerLooks() {
        SessionId id = elsewhere.session();
        grid.forgetCounts();

        try (SessionUse use = here.sessions.find(id)) {
            for (int i = 0; i < 10; i++) {
                assertThat(use.isValid()).isTrue();
                assertThat(use.attribute("made")).isEqualTo("here");
                assertThat(use.attributeNames()).containsExactly("made");
            }
        }

        assertThat(grid.count(Call.OPEN)).isEqualTo(1);
        assertThat(grid.count()).isEqualTo(1);
    }

    @Tag("G14")
    @Test
    void asksNothingIfTheRequestDoesNotUseIt() {
        SessionId id = elsewhere.session();
        grid.forgetCounts();

        here.sessions.find(id).close();

        assertThat(grid.count()).isZero();
    }

    @Tag("G10")
    @Tag("G12")
    @Test
    void failsAgainAtOnceIfTheGridDidNotAnswer() {
        SessionId id = elsewhere.session();
        grid.forgetCounts();
        grid.failNext(Call.OPEN, Fault.REQUEST_LOST);

        try (SessionUse use = here.sessions.find(id)) {
            Throwable first = catchThrowable(use::isValid);
            Throwable second = catchThrowable(() -> use.attribute("made"));

            assertThat(first).isInstanceOf(SessionStoreException.class);
            assertThat(second).isSameAs(first);
        }
        assertThat(grid.count(Call.OPEN)).isEqualTo(1);
    }

    @Tag("G12")
    @Test
    void findsTheSessionAfterOneThatTheGridDidNotAnswer() {
        SessionId id = here.session();
        grid.failNext(Call.OPEN, Fault.ANSWER_LOST);
        assertThatThrownBy(() -> here.knows(id)).isInstanceOf(SessionStoreException.class);

        assertThat(here.read(id, "made")).isEqualTo("here");
    }

    @Test
    void findsNoSessionThatNeverWas() {
        try (SessionUse use = here.sessions.find(here.sessions.newId())) {
            assertThat(use.isValid()).isFalse();
            assertThatThrownBy(() -> use.attribute("made"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("does not exist");
        }
    }

    @Tag("G16")
    @Test
    void doesNotNameTheIdWhenItFails() {
        SessionId id = here.sessions.newId();

        try (SessionUse use = here.sessions.find(id)) {
            assertThatThrownBy(use::creationTime)
                    .hasMessageContaining(id.toString())
                    .extracting(Throwable::getMessage)
                    .asString()
                    .doesNotContain(id.text());
        }
    }

    @Test
    void findsNoSessionByAWrongSecret() {
        SessionId id = here.session();

        assertThat(here.knows(here.sessions.newSecret(id))).isFalse();
        assertThat(elsewhere.knows(here.sessions.newSecret(id))).isFalse();
        assertThat(here.knows(id)).isTrue();
    }

    @Test
    void seesASessionThatWasRestored() {
        SessionId id = here.sessionWith("cart", "book");
        assertThat(elsewhere.read(id, "cart")).isEqualTo("book");

        here.sessions.restore(id, grid.record(id).times(), Map.of("user", "ada"));

        assertThat(elsewhere.read(id, "user")).isEqualTo("ada");
        assertThat(elsewhere.read(id, "cart")).isNull();
        assertThat(here.read(id, "cart")).isNull();
    }

    @Test
    void isNotNewWhenTheClientHasJoined() {
        SessionId id = here.session();

        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.isNew()).isFalse();
        }
    }

    @Test
    void knowsWhenTheSessionWasUsedBefore() {
        SessionId id = here.session();
        Instant created = gridClock.instant();
        forward(Duration.ofSeconds(10));

        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.lastAccessedTime()).isEqualTo(created);
        }
        forward(Duration.ofSeconds(10));
        try (SessionUse use = here.sessions.find(id)) {
            assertThat(use.lastAccessedTime()).isEqualTo(created.plusSeconds(10));
        }
    }

    private void forward(Duration by) {
        gridClock.forward(by);
        here.clock.forward(by);
        elsewhere.clock.forward(by);
    }
}
