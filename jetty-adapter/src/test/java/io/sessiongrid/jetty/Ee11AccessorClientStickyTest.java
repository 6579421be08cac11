package io.sessiongrid.jetty;

import io.sessiongrid.contract.AccessorContract;
import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE11, client, sticky:")
class Ee11AccessorClientStickyTest extends AccessorContract {
    Ee11AccessorClientStickyTest() {
        super(GridMode.CLIENT, true);
    }

    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee11(plan);
    }
}
