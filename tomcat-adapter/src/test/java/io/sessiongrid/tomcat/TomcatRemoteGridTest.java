package io.sessiongrid.tomcat;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.RemoteGridContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Tomcat, over a network:")
class TomcatRemoteGridTest extends RemoteGridContract {
    @Override
    protected ContractServer start(ServerPlan plan) {
        return TomcatServer.start(plan);
    }
}
