package io.sessiongrid.jetty;

import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.SessionLifeContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("While members of the grid with Jetty EE11 come and go,")
class SessionLifeIT extends SessionLifeContract {
    SessionLifeIT() {
        super(Ee11Main.class, GridMode.EMBEDDED);
    }
}
