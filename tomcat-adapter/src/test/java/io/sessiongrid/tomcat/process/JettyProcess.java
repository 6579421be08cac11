package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.FreePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Jetty server with the shop. */
final class JettyProcess implements ServerProcess {
    private final String route;
    private final List<String> jvmOptions;
    private final int port = FreePorts.first(1);
    private Child child;

    private JettyProcess(String route, List<String> jvmOptions) {
        this.route = route;
        this.jvmOptions = jvmOptions;
        this.child = launch();
    }

    /** Does not wait for the server. */
    static JettyProcess start(String route, List<String> jvmOptions) {
        return new JettyProcess(route, jvmOptions);
    }

    private Child launch() {
        List<String> command = new ArrayList<>();
        command.add(Child.java());
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                JettyMain.class.getName(),
                route,
                Integer.toString(port)));
        return Child.start(route, Map.of(), command);
    }

    @Override
    public Child child() {
        return child;
    }

    @Override
    public void awaitStarted() {
        child.awaitOutput("READY");
    }

    @Override
    public void startAgain() {
        child = launch();
    }

    @Override
    public int port() {
        return port;
    }
}
