package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** With {@code whenUnavailable=local}, a server goes on while the grid is away, and tells it later. */
@Guarantee("G12")
interface GoingOnAlone extends OnRelays {
    /** A server that is allowed to. */
    ContractServer startLocal();

    Relay relayOfLocal();

    @Test
    default void aServerServesTheSessionsThatItHasAndNewOnes() {
        try (ContractServer local = startLocal()) {
            Browser known = new Browser();
            known.write(local, "a", "1");
            relayOfLocal().cut();
            Browser fresh = new Browser();

            known.write(local, "a", "2");
            fresh.write(local, "a", "3");
            assertThat(known.read(local, "a")).isEqualTo("2");
            assertThat(fresh.read(local, "a")).isEqualTo("3");

            relayOfLocal().mend();
            awaitValue(known, "2");
            awaitValue(fresh, "3");
        }
    }

    @Test
    default void aSessionThatOnlyOthersKnowIsNotTakenForMissing() {
        try (ContractServer local = startLocal()) {
            Browser stranger = new Browser();
            stranger.write(second(), "a", "1");
            relayOfLocal().cut();

            OnRelays.assertUnavailable(stranger, local, READ);

            relayOfLocal().mend();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> stranger.read(local, "a").equals("1"));
        }
    }

    @Test
    default void anIdThatIsChangedMeanwhileHoldsEverywhereAndTheOldOneNowhere() {
        try (ContractServer local = startLocal()) {
            Browser browser = new Browser();
            browser.write(local, "a", "1");
            Browser old = browser.copy();
            relayOfLocal().cut();

            browser.run(local, web -> web.request().changeSessionId());
            assertThat(browser.read(local, "a")).isEqualTo("1");
            assertThat(old.copy().hasSession(local)).isFalse();

            relayOfLocal().mend();
            awaitValue(browser, "1");
            assertThat(old.hasSession(second())).isFalse();
        }
    }

    @Test
    default void aSessionThatIsEndedMeanwhileEndsEverywhere() {
        try (ContractServer local = startLocal()) {
            Browser browser = new Browser();
            browser.write(local, "a", "1");
            Browser copy = browser.copy();
            relayOfLocal().cut();

            browser.run(local, web -> web.session().invalidate());
            assertThat(copy.copy().hasSession(local)).isFalse();

            relayOfLocal().mend();
            await().atMost(PATIENCE).until(() -> !copy.copy().hasSession(second()));
            assertThat(copy.copy().hasSession(local)).isFalse();
        }
    }

    @Test
    default void aSessionSurvivesTheLossOfAllMembers() {
        try (ContractServer local = startLocal()) {
            Browser browser = new Browser();
            browser.write(local, "a", "1");
            Browser idle = new Browser();
            idle.write(local, "a", "2");
            stage().grid().terminateMembers();
            browser.write(local, "b", "3");

            stage().grid().startMember();
            stage().grid().startMember();
            mend();

            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(browser.copy().read(second(), "b")).isEqualTo("3"));
            assertThat(browser.read(second(), "a")).isEqualTo("1");
            assertThat(idle.read(local, "a")).isEqualTo("2");
        }
    }

    private void awaitValue(Browser browser, String value) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> value.equals(browser.copy().read(second(), "a")));
    }
}
