package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.RemoteGridContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE10, over a network that fails:")
class Ee10RemoteGridTest extends RemoteGridContract {
    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee10(plan);
    }
}
