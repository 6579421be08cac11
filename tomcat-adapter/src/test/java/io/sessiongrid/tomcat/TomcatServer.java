package io.sessiongrid.tomcat;

import io.sessiongrid.contract.ContractServer;
import io.sessiongrid.contract.ServerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.IntrospectionUtils;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** A Tomcat server as the contract plans it. */
final class TomcatServer implements ContractServer {
    private final Tomcat tomcat;

    private TomcatServer(Tomcat tomcat) {
        this.tomcat = tomcat;
    }

    static TomcatServer start(ServerPlan plan) {
        return start(plan, context -> {});
    }

    /** Starts a server after {@code configured} has seen each of its contexts. */
    static TomcatServer start(ServerPlan plan, Consumer<Context> configured) {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder().toString());
        tomcat.setConnector(connector());
        tomcat.getEngine().setJvmRoute(plan.route());
        for (ServerPlan.Context each : plan.contexts()) {
            configured.accept(add(tomcat, plan, each));
        }
        TomcatServer server = new TomcatServer(tomcat);
        server.start();
        return server;
    }

    private static Connector connector() {
        Connector connector = new Connector();
        connector.setProperty("address", "127.0.0.1");
        connector.setPort(0);
        connector.addUpgradeProtocol(new Http2Protocol());
        return connector;
    }

    private static Context add(Tomcat tomcat, ServerPlan plan, ServerPlan.Context each) {
        Context context = tomcat.addContext(each.path(), folder().toString());
        context.setParentClassLoader(each.loader());
        // The contract's applications share ids, as their cookie's path says; to Tomcat only this attribute says so.
        context.setSessionCookiePath("/");
        context.setCrossContext(true);
        // Once more after each reload, which forgets it.
        context.addLifecycleListener(event -> {
            if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
                context.addServletContainerInitializer(each.application(), Set.of());
            }
        });
        each.errorPages().forEach((status, location) -> {
            ErrorPage page = new ErrorPage();
            page.setErrorCode(status);
            page.setLocation(location);
            context.addErrorPage(page);
        });
        GridManager manager = new GridManager();
        plan.settings().forEach((name, value) -> IntrospectionUtils.setProperty(manager, name, value));
        context.setManager(manager);
        return context;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "tomcat")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() {
        try {
            tomcat.start();
            for (var context : tomcat.getHost().findChildren()) {
                if (context.getState() != LifecycleState.STARTED) {
                    throw new IllegalStateException(context.getName() + " did not start");
                }
            }
        } catch (LifecycleException | RuntimeException e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    Tomcat tomcat() {
        return tomcat;
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() {
        if (tomcat.getServer().getState() == LifecycleState.DESTROYED) {
            return;
        }
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
