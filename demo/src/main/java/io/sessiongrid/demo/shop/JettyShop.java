package io.sessiongrid.demo.shop;

import io.sessiongrid.jetty.JettyGrid;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** One app server: Jetty with the shop, whose sessions are on the members of the grid. */
public final class JettyShop {
    private static final String LOOPBACK = "127.0.0.1";

    private JettyShop() {}

    /** Expects the name and the port of this server. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost(LOOPBACK);
        connector.setPort(Integer.parseInt(arguments[1]));
        server.addConnector(connector);
        // The proxy goes to the other server as long as this one refuses connections.
        server.setOpenEarly(false);

        JettyGrid.install(server, Map.of("mode", "client", "application", "shop"))
                .setWorkerName(name);
        server.setHandler(shop(name));
        server.start();
    }

    private static ServletContextHandler shop(String server) {
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.getSessionHandler().setHttpOnly(true);
        context.getSessionHandler().setSameSite(HttpCookie.SameSite.LAX);
        context.addServlet(new ServletHolder(new ShopServlet(server, InstantSource.system())), "/");
        return context;
    }
}
