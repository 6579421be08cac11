package io.sessiongrid.jetty;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.ServerPlan;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** A Jetty server as the contract plans it. */
final class JettyServer implements ContractServer {
    private final Server server;
    private final JettyGrid grid;

    private JettyServer(Server server, JettyGrid grid) {
        this.server = server;
        this.grid = grid;
    }

    static JettyServer ee10(ServerPlan plan) {
        return start(plan, JettyServer::ee10Handler);
    }

    static JettyServer ee11(ServerPlan plan) {
        return start(plan, JettyServer::ee11Handler);
    }

    /** Starts a server whose contexts are made by {@code handler}. */
    static JettyServer start(ServerPlan plan, Function<ServerPlan.Context, Handler> handler) {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        ServerConnector connector = new ServerConnector(
                server, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        plan.contexts().forEach(context -> contexts.addHandler(handler.apply(context)));
        server.setHandler(contexts);
        JettyGrid grid = JettyGrid.install(server, plan.settings()).setWorkerName(plan.route());
        JettyServer started = new JettyServer(server, grid);
        started.start();
        return started;
    }

    private void start() {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    /** For tests that configure the context further. */
    static org.eclipse.jetty.ee10.servlet.ServletContextHandler ee10Handler(ServerPlan.Context plan) {
        var context = new org.eclipse.jetty.ee10.servlet.ServletContextHandler(
                plan.path().isEmpty() ? "/" : plan.path(), true, false);
        context.setClassLoader(plan.loader());
        context.setCrossContextDispatchSupported(true);
        context.addServletContainerInitializer(plan.application());
        var errors = new org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler();
        plan.errorPages().forEach(errors::addErrorPage);
        context.setErrorHandler(errors);
        return context;
    }

    /** For tests that configure the context further. */
    static org.eclipse.jetty.ee11.servlet.ServletContextHandler ee11Handler(ServerPlan.Context plan) {
        var context = new org.eclipse.jetty.ee11.servlet.ServletContextHandler(
                plan.path().isEmpty() ? "/" : plan.path(), true, false);
        context.setClassLoader(plan.loader());
        context.setCrossContextDispatchSupported(true);
        context.addServletContainerInitializer(plan.application());
        var errors = new org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler();
        plan.errorPages().forEach(errors::addErrorPage);
        context.setErrorHandler(errors);
        return context;
    }

    /** How long requests that run when the server is told to stop are waited for. */
    void drainFor(Duration drain) {
        server.setStopTimeout(drain.toMillis());
    }

    JettyGrid grid() {
        return grid;
    }

    @Override
    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
