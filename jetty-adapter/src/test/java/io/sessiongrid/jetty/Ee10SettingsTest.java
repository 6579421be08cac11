package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.ServerPlan;
import io.sessiongrid.contract.SettingsContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE10, with other settings than the defaults:")
class Ee10SettingsTest extends SettingsContract {
    @Override
    protected ContractServer start(ServerPlan plan) {
        return JettyServer.ee10(plan);
    }
}
