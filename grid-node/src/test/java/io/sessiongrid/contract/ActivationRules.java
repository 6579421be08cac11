package io.sessiongrid.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

/** Values are told before they leave for the grid, and when they have come from it. */
@Guarantee("Servlet 6.1 §7.7.2")
interface ActivationRules extends OnStage {
    /** Holds something that cannot travel, and knows whether it was ever put away and taken out. */
    final class Connection implements Serializable, HttpSessionActivationListener {
        private static final long serialVersionUID = 1;

        private boolean putAway;
        private boolean takenOut;
        private transient boolean open = true;

        @Override
        public void sessionWillPassivate(HttpSessionEvent event) {
            putAway = true;
            open = false;
        }

        @Override
        public void sessionDidActivate(HttpSessionEvent event) {
            takenOut = true;
            open = event.getSession() != null;
        }

        @Override
        public String toString() {
            return open + ", put away " + putAway + ", taken out " + takenOut;
        }
    }

    private static String read(Browser browser, ContractServer server) {
        return browser.run(server, web -> web.print(String.valueOf(web.get("connection"))))
                .body();
    }

    @Test
    default void aValueIsPutAwayBeforeItTravelsAndTakenOutWhereItIsUsed() {
        Browser browser = new Browser();

        browser.write(first(), "connection", new Connection());

        assertThat(read(browser, second())).isEqualTo("true, put away true, taken out true");
    }

    @Test
    default void aValueIsTakenOutAgainWhereItWentOn() {
        Browser browser = new Browser();
        browser.write(first(), "connection", new Connection());

        assertThat(read(browser, first())).startsWith("true");
        assertThat(read(browser, first())).startsWith("true");
    }

    @Test
    default void aValueThatIsOnlyReadDoesNotTravel() {
        Browser browser = new Browser();
        browser.write(first(), "connection", new Connection());
        read(browser, second());
        read(browser, second());
        long writes = stage().grid().writes(browser.id(second()));

        read(browser, second());

        assertThat(stage().grid().writes(browser.id(second()))).isEqualTo(writes);
    }
}
