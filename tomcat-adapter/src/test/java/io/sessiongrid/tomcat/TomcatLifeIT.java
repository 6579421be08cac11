package io.sessiongrid.tomcat;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.SessionLifeContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("While Tomcats that are clients of the grid come and go,")
class TomcatLifeIT extends SessionLifeContract {
    TomcatLifeIT() {
        super(TomcatMain.class, GridMode.CLIENT);
    }
}
