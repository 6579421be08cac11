package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Jetty EE11, embedded:")
class Ee11KilledEmbeddedIT extends KilledProcessContract {
    Ee11KilledEmbeddedIT() {
        super(Ee11Main.class, GridMode.EMBEDDED, false);
    }
}
