package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Jetty EE11, embedded, sticky:")
class Ee11KilledEmbeddedStickyIT extends KilledProcessContract {
    Ee11KilledEmbeddedStickyIT() {
        super(Ee11Main.class, GridMode.EMBEDDED, true);
    }
}
