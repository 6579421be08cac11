package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Tomcat server: {@code bin/catalina.sh run} of a distribution, on a {@code CATALINA_BASE} of its own. */
final class TomcatProcess implements ServerProcess {
    /** In seconds, for requests that run and connections that are open when the server is told to stop. */
    static final int STOP_WAIT = 4;

    private final Distribution distribution;
    private final Path base;
    private final String route;
    private final List<String> jvmOptions;
    private final int port;
    private Child child;

    private TomcatProcess(Distribution distribution, Path base, int port, String route, List<String> jvmOptions) {
        this.distribution = distribution;
        this.base = base;
        this.port = port;
        this.route = route;
        this.jvmOptions = jvmOptions;
        this.child = launch();
    }

    /**
     * Does not wait for the server.
     *
     * @param manager the line for {@code conf/context.xml}
     * @param wars to be deployed at the start
     */
    static TomcatProcess start(
            Distribution distribution, String route, String manager, List<String> jvmOptions, List<Path> wars) {
        try {
            Path base = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bases")), route + "-")
                    .toAbsolutePath();
            for (String folder : List.of("conf", "logs", "temp", "webapps", "work")) {
                Files.createDirectory(base.resolve(folder));
            }
            int port = FreePorts.first(1);
            copyConfiguration(distribution, base, port, route, manager);
            for (Path war : wars) {
                Files.copy(war, base.resolve("webapps").resolve(war.getFileName()));
            }
            return new TomcatProcess(distribution, base, port, route, jvmOptions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyConfiguration(Distribution distribution, Path base, int port, String route, String manager)
            throws IOException {
        Path conf = base.resolve("conf");
        try (Stream<Path> files = Files.list(distribution.home().resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, conf.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String webapps = distribution.home().resolve("webapps").toString();
        replace(conf.resolve("server.xml"), "port=\"8005\"", "port=\"-1\"");
        replace(
                conf.resolve("server.xml"),
                "<Connector port=\"8080\" protocol=",
                "<Connector address=\"127.0.0.1\" port=\"" + port + "\" bindOnInit=\"false\" protocol=");
        // As docs/tomcat.md advises: running requests are answered before the server stops.
        replace(
                conf.resolve("server.xml"),
                "<Service name=\"Catalina\">",
                "<Service name=\"Catalina\" gracefulStopAwaitMillis=\"" + STOP_WAIT + "000\">");
        replace(
                conf.resolve("server.xml"),
                "<Engine name=\"Catalina\" defaultHost=\"localhost\">",
                "<Engine name=\"Catalina\" defaultHost=\"localhost\" jvmRoute=\"" + route + "\">");
        replace(conf.resolve("context.xml"), "</Context>", manager + "\n</Context>");
        replace(
                conf.resolve("tomcat-users.xml"),
                "</tomcat-users>",
                "<user username=\"admin\" password=\"secret\" roles=\"manager-gui,manager-script,manager-jmx\"/></tomcat-users>");
        Path applications = Files.createDirectories(conf.resolve("Catalina").resolve("localhost"));
        for (String application : List.of("manager", "examples")) {
            String own = Files.readString(Path.of(webapps, application, "META-INF", "context.xml"));
            Files.writeString(
                    applications.resolve(application + ".xml"),
                    own.replaceFirst("<Context", "<Context docBase=\"" + webapps + "/" + application + "\""));
        }
    }

    private static void replace(Path file, String what, String by) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(what)) {
            throw new IllegalStateException(file + " has no " + what);
        }
        Files.writeString(file, text.replace(what, by));
    }

    private Child launch() {
        return Child.start(
                route,
                Map.of(
                        "CATALINA_HOME", distribution.home().toString(),
                        "CATALINA_BASE", base.toString(),
                        "JRE_HOME", System.getProperty("java.home"),
                        "CATALINA_OPTS", String.join(" ", jvmOptions)),
                List.of(
                        distribution
                                .home()
                                .resolve("bin")
                                .resolve("catalina.sh")
                                .toString(),
                        "run"));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Child child() {
        return child;
    }

    @Override
    public void awaitStarted() {
        child.awaitOutput("Server startup in");
    }

    /** What the server has said since its last start. */
    String log() {
        return child.text();
    }

    /** The server dies at once, without a chance to say or hand over anything. */
    void kill() {
        child.close();
    }

    /** On the same files. */
    @Override
    public void startAgain() {
        child = launch();
    }
}
