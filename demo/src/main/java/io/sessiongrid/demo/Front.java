package io.sessiongrid.demo;

import io.sessiongrid.demo.process.Jvm;
import io.sessiongrid.demo.process.Kind;
import io.sessiongrid.demo.process.Processes;
import io.sessiongrid.demo.proxy.AlternatingProxy;
import io.sessiongrid.demo.proxy.Control;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** What stands before the processes: the proxy, and the panel that controls them. Ends with this JVM. */
final class Front {
    private static final String LOOPBACK = "127.0.0.1";

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private Front() {}

    /**
     * Takes the port, and logs to a file instead of the terminal.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is not free
     */
    static Front listen(int port, Path logs) throws IOException {
        logTo(logs);
        Front front = new Front();
        front.connector.setHost(LOOPBACK);
        front.connector.setPort(port);
        front.server.addConnector(front.connector);
        try {
            front.connector.open();
        } catch (IOException e) {
            throw new IOException("Could not listen at port " + port + "; choose another one with --port", e);
        }
        return front;
    }

    private static void logTo(Path logs) throws IOException {
        Files.createDirectories(logs);
        FileHandler file = new FileHandler(logs.resolve("proxy.log").toString());
        file.setFormatter(new SimpleFormatter());
        Logger root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(file);
    }

    URI address() {
        return URI.create("http://" + LOOPBACK + ":" + connector.getLocalPort() + "/");
    }

    /** @param client see {@link AlternatingProxy} */
    void open(Processes processes, Function<Request, String> client) throws Exception {
        List<InetSocketAddress> servers = processes.all(Kind.APP_SERVER).stream()
                .map(Jvm::port)
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList();
        server.setHandler(new Handler.Sequence(
                new Control(processes, connector.getLocalPort()), new AlternatingProxy(servers, client)));
        server.start();
    }
}
