package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.HttpSessionContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE10, client, sticky:")
class Ee10ClientStickyTest extends HttpSessionContract {
    Ee10ClientStickyTest() {
        super(GridMode.CLIENT, true);
    }

    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee10(plan);
    }
}
