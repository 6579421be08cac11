package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.HttpSessionContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE11, embedded:")
class Ee11EmbeddedTest extends HttpSessionContract {
    Ee11EmbeddedTest() {
        super(GridMode.EMBEDDED, false);
    }

    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee11(plan);
    }
}
