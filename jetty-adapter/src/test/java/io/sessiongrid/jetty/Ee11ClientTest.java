package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.HttpSessionContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE11, client:")
class Ee11ClientTest extends HttpSessionContract {
    Ee11ClientTest() {
        super(GridMode.CLIENT, false);
    }

    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee11(plan);
    }
}
