package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.ContractServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Jetty server with the shop. */
final class JettyProcess implements ContractServer {
    private final Child child;

    private JettyProcess(Child child) {
        this.child = child;
    }

    /** Does not wait for the server; {@link #port} does. */
    static JettyProcess start(String route, List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Child.java());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), JettyMain.class.getName(), route));
        return new JettyProcess(Child.start(route, Map.of(), command));
    }

    @Override
    public int port() {
        return Integer.parseInt(child.awaitOutput("READY (\\d+)"));
    }

    @Override
    public void close() {
        child.close();
    }
}
