package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Jetty EE10, client, sticky:")
class Ee10KilledClientStickyIT extends KilledProcessContract {
    Ee10KilledClientStickyIT() {
        super(Ee10Main.class, GridMode.CLIENT, true);
    }
}
