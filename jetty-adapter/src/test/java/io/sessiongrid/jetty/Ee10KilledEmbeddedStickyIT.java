package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Jetty EE10, embedded, sticky:")
class Ee10KilledEmbeddedStickyIT extends KilledProcessContract {
    Ee10KilledEmbeddedStickyIT() {
        super(Ee10Main.class, GridMode.EMBEDDED, true);
    }
}
