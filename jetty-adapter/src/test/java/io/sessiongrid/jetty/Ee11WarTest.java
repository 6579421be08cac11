package io.sessiongrid.jetty;

import io.sessiongrid.contract.ServerPlan;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.DisplayName;

@DisplayName("In a WAR on Jetty EE11,")
class Ee11WarTest extends WarRules {
    Ee11WarTest() {
        super(Ee11WarTest::webApp);
    }

    private static Handler webApp(ServerPlan.Context plan) {
        WebAppContext context = new WebAppContext();
        context.setContextPath(plan.path().isEmpty() ? "/" : plan.path());
        context.setWar(ShopWar.unpacked().toString());
        context.addServletContainerInitializer(ShopWar.application(plan));
        context.getSecurityHandler().setLoginService(ShopWar.customers());
        return context;
    }
}
