package io.sessiongrid.tomcat;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.KilledProcessContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("When processes are killed on Tomcat, embedded, sticky:")
class TomcatKilledEmbeddedStickyIT extends KilledProcessContract {
    TomcatKilledEmbeddedStickyIT() {
        super(TomcatMain.class, GridMode.EMBEDDED, true);
    }
}
