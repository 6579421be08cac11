package io.sessiongrid.bench.jetty;

import io.sessiongrid.bench.app.BenchServlet;
import io.sessiongrid.jetty.JettyGrid;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.DefaultSessionIdManager;

/** The application on Jetty 12.1. */
final class JettyMain {
    private JettyMain() {}

    /**
     * Starts a server.
     *
     * @param args its name, port, {@code memory} or our setting {@code mode}, our setting {@code sticky}
     */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[1]));
        server.addConnector(connector);
        if (args[2].equals("memory")) {
            server.addBean(new DefaultSessionIdManager(server), true);
        } else {
            JettyGrid.install(server, Map.of("mode", args[2], "sticky", args[3]))
                    .setWorkerName(args[0]);
        }
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.addServlet(BenchServlet.class, "/*");
        server.setHandler(context);
        server.start();
        System.out.println("Server started");
    }
}
