package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.PlainApplicationContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE11, where the application configures nothing:")
class Ee11PlainApplicationTest extends PlainApplicationContract {
    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee11(plan);
    }
}
