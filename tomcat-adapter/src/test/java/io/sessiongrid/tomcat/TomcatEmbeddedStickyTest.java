package io.sessiongrid.tomcat;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.HttpSessionContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Tomcat, embedded, sticky:")
class TomcatEmbeddedStickyTest extends HttpSessionContract {
    TomcatEmbeddedStickyTest() {
        super(GridMode.EMBEDDED, true);
    }

    @Override
    protected ContractServer start(ServerPlan plan) {
        return TomcatServer.start(plan);
    }
}
