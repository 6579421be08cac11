package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Jetty EE10, client:")
class Ee10KilledClientIT extends KilledProcessContract {
    Ee10KilledClientIT() {
        super(Ee10Main.class, GridMode.CLIENT, false);
    }
}
