package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Jetty EE10, embedded:")
class Ee10KilledEmbeddedIT extends KilledProcessContract {
    Ee10KilledEmbeddedIT() {
        super(Ee10Main.class, GridMode.EMBEDDED, false);
    }
}
