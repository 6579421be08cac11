package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Jetty EE11, client:")
class Ee11KilledClientIT extends KilledProcessContract {
    Ee11KilledClientIT() {
        super(Ee11Main.class, GridMode.CLIENT, false);
    }
}
