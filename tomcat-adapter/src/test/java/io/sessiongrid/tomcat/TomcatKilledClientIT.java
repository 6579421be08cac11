package io.sessiongrid.tomcat;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Tomcat, client:")
class TomcatKilledClientIT extends KilledProcessContract {
    TomcatKilledClientIT() {
        super(TomcatMain.class, GridMode.CLIENT, false);
    }
}
