package io.sessiongrid.tomcat;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.GridMode;
import io.sessiongrid.contract.HttpSessionContract;
import io.sessiongrid.contract.ServerPlan;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Tomcat, embedded:")
class TomcatEmbeddedTest extends HttpSessionContract {
    TomcatEmbeddedTest() {
        super(GridMode.EMBEDDED, false);
    }

    @Override
    protected ContractServer start(ServerPlan plan) {
        return TomcatServer.start(plan);
    }
}
