package io.sessiongrid.bench.jettyhazelcast;

import io.sessiongrid.bench.app.BenchServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.session.AbstractSessionCacheFactory;
import org.eclipse.jetty.session.DefaultSessionCacheFactory;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.NullSessionCacheFactory;

/** The application on Jetty 12.0. */
final class JettyMain {
    private JettyMain() {}

    /**
     * Starts a server.
     *
     * @param args its name, port, {@code memory}, {@code embedded} or {@code client}, whether requests are sticky
     */
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[1]));
        server.addConnector(connector);
        DefaultSessionIdManager ids = new DefaultSessionIdManager(server);
        ids.setWorkerName(args[0]);
        server.addBean(ids, true);
        if (!args[2].equals("memory")) {
            server.addBean(cache(Boolean.parseBoolean(args[3])));
            server.addBean(Store.factory(args[2].equals("client") ? Store.client() : Store.member()));
        }
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        context.addServlet(BenchServlet.class, "/*");
        server.setHandler(context);
        server.start();
        System.out.println("Server started");
    }

    /**
     * As Jetty's manual has it: a server may keep objects only while it gets all requests of a session. A change is
     * stored before the response is committed, or a client could be quicker than the store.
     */
    private static AbstractSessionCacheFactory cache(boolean sticky) {
        AbstractSessionCacheFactory cache = sticky ? new DefaultSessionCacheFactory() : new NullSessionCacheFactory();
        cache.setFlushOnResponseCommit(true);
        return cache;
    }
}
