package io.sessiongrid.jetty;

import io.sessiongrid.contract.AccessorContract;
import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE11, embedded:")
class Ee11AccessorEmbeddedTest extends AccessorContract {
    Ee11AccessorEmbeddedTest() {
        super(GridMode.EMBEDDED, false);
    }

    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee11(plan);
    }
}
