package io.sessiongrid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sessiongrid.session.Lifetime;
import io.sessiongrid.session.SessionId;
import io.sessiongrid.web.MemoryStore.Call;
import io.sessiongrid.web.MemoryStore.Fault;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("An id that the grid has changed unheard")
@Tag("G5")
@Tag("G12")
class SecretRestorationTest {
    private static final Lifetime MINUTES = new Lifetime(Duration.ofMinutes(30), Duration.ofMinutes(1));
    private static final Lifetime FOR_EVER = new Lifetime(Duration.ZERO, Duration.ofMinutes(1));

    private final MovingClock clock = new MovingClock();
    private final MemoryStore grid = new MemoryStore(new MovingClock());
    private final AppServer server = new AppServer(grid);
    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final SecretRestoration restoration = new SecretRestoration(grid, clock, background, Duration.ofMillis(1));
    private final SessionId old = server.sessionWith("cart", "book");
    private final SessionId unheard = server.sessions.newSecret(old);

    @AfterEach
    void stop() {
        background.shutdownNow();
    }

    private void begin(Lifetime lifetime) {
        grid.changeSecret(old.key(), old.secretHash(), unheard.secretHash());
        grid.failAll(Call.CHANGE_SECRET, Fault.REQUEST_LOST);
        restoration.begin(old.key(), unheard.secretHash(), old.secretHash(), lifetime);
    }

    private void awaitAttempts(int more) {
        int before = grid.count(Call.CHANGE_SECRET);
        await().until(() -> grid.count(Call.CHANGE_SECRET) > before + more);
    }

    @Test
    void isTakenBackHoweverOftenThatIsRefused() {
        begin(MINUTES);
        clock.forward(Duration.ofHours(2));
        awaitAttempts(100);

        grid.failAll(Call.CHANGE_SECRET, null);

        await().until(() -> server.knows(old));
        await().until(() -> restoration.size() == 0);
    }

    @Test
    void isGivenUpWhenItsSessionHasEnded() {
        begin(MINUTES);
        awaitAttempts(1);

        clock.forward(Duration.ofHours(3));

        await().until(() -> restoration.size() == 0);
    }

    @Test
    void isKeptForEverIfItsSessionIs() {
        begin(FOR_EVER);
        clock.forward(Duration.ofDays(400));

        awaitAttempts(10);

        assertThat(restoration.size()).isEqualTo(1);
    }

    @Test
    void isGivenUpIfTooManyOthersWait() {
        begin(FOR_EVER);
        for (int i = 1; i < SecretRestoration.MOST; i++) {
            restoration.begin("other" + i, unheard.secretHash(), old.secretHash(), FOR_EVER);
        }
        assertThat(restoration.size()).isEqualTo(SecretRestoration.MOST);

        restoration.begin("last", unheard.secretHash(), old.secretHash(), FOR_EVER);

        assertThat(restoration.size()).isEqualTo(SecretRestoration.MOST);
        grid.failAll(Call.CHANGE_SECRET, null);
        await().until(() -> restoration.size() == 0);
        assertThat(server.knows(old)).isFalse();
    }

    @Test
    void isTakenBackThoughAnotherAttemptWaits() {
        begin(MINUTES);
        awaitAttempts(1);
        restoration.begin("other", unheard.secretHash(), old.secretHash(), MINUTES);
        grid.failAll(Call.CHANGE_SECRET, null);

        await().until(() -> server.knows(old));
    }
}
