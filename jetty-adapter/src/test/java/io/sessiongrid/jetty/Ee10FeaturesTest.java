package io.sessiongrid.jetty;

import io.sessiongrid.contract.ServerPlan;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.DisplayName;

@DisplayName("On Jetty EE10,")
class Ee10FeaturesTest extends JettyFeatures {
    Ee10FeaturesTest() {
        super(Ee10FeaturesTest::dispatching);
    }

    private static Handler dispatching(ServerPlan.Context plan) {
        ServletContextHandler context = JettyServer.ee10Handler(plan);
        context.setCrossContextDispatchSupported(true);
        return context;
    }
}
