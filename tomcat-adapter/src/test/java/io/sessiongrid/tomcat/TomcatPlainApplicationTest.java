package io.sessiongrid.tomcat;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.PlainApplicationContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Tomcat, where the application configures nothing:")
class TomcatPlainApplicationTest extends PlainApplicationContract {
    @Override
    protected ContractServer start(ServerPlan plan) {
        return TomcatServer.start(plan);
    }
}
