package io.sessiongrid.tomcat.process;

import io.sessiongrid.jetty.JettyGrid;
import io.sessiongrid.tomcat.shop.ShopServlet;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The shop on Jetty, as a process of its own. */
final class JettyMain {
    private JettyMain() {}

    /** As README.md advises: running requests are answered before the server stops, for so many milliseconds. */
    private static final long STOP_TIMEOUT = 30_000;

    /** Started with the route and the port. */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[1]));
        server.addConnector(connector);
        JettyGrid.install(server, Map.of("mode", "client")).setWorkerName(args[0]);
        ServletContextHandler shop = new ServletContextHandler("/shop", ServletContextHandler.SESSIONS);
        shop.addServlet(ShopServlet.class, "/*");
        shop.getSessionHandler().setSessionCookie("SHOPID");
        shop.getSessionHandler().setSessionPath("/");
        server.setHandler(new GracefulHandler(shop));
        server.setStopTimeout(STOP_TIMEOUT);
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("READY");
    }
}
