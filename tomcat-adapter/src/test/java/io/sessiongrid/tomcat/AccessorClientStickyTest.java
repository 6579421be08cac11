package io.sessiongrid.tomcat;

import io.sessiongrid.contract.AccessorContract;
import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Tomcat 11, client, sticky:")
class AccessorClientStickyTest extends AccessorContract {
    AccessorClientStickyTest() {
        super(GridMode.CLIENT, true);
    }

    @Override
    protected ContractServer start(ServerPlan plan) {
        return TomcatServer.start(plan);
    }
}
