package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.PlainApplicationContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE10, where the application configures nothing:")
class Ee10PlainApplicationTest extends PlainApplicationContract {
    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee10(plan);
    }
}
