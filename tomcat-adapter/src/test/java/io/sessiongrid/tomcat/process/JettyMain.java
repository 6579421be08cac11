package io.sessiongrid.tomcat.process;

import io.sessiongrid.jetty.JettyGrid;
import io.sessiongrid.tomcat.shop.ShopServlet;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The shop on Jetty, as a process of its own. */
final class JettyMain {
    private JettyMain() {}

    /** Started with the route. */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        JettyGrid.install(server, Map.of("mode", "client")).setWorkerName(args[0]);
        ServletContextHandler shop = new ServletContextHandler("/shop", ServletContextHandler.SESSIONS);
        shop.addServlet(ShopServlet.class, "/*");
        shop.getSessionHandler().setSessionCookie("SHOPID");
        shop.getSessionHandler().setSessionPath("/");
        server.setHandler(shop);
        server.start();
        System.out.println("READY " + connector.getLocalPort());
    }
}
