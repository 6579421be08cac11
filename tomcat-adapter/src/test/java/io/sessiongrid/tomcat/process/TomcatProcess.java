package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.ContractServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Tomcat server: {@code bin/catalina.sh run} of a distribution, on a {@code CATALINA_BASE} of its own. */
final class TomcatProcess implements ContractServer {
    private final Distribution distribution;
    private final Path base;
    private final String route;
    private final List<String> jvmOptions;
    private Child child;
    private int port;

    private TomcatProcess(Distribution distribution, Path base, String route, List<String> jvmOptions) {
        this.distribution = distribution;
        this.base = base;
        this.route = route;
        this.jvmOptions = jvmOptions;
        this.child = launch();
    }

    /**
     * Does not wait for the server; {@link #port} does.
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
            copyConfiguration(distribution, base, route, manager);
            for (Path war : wars) {
                Files.copy(war, base.resolve("webapps").resolve(war.getFileName()));
            }
            return new TomcatProcess(distribution, base, route, jvmOptions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyConfiguration(Distribution distribution, Path base, String route, String manager)
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
                "<Connector address=\"127.0.0.1\" port=\"0\" protocol=");
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
        if (port == 0) {
            child.awaitOutput("Server startup in");
            port = Integer.parseInt(
                    child.awaitOutput("Starting ProtocolHandler \\[\"http-nio-127\\.0\\.0\\.1-auto-1-(\\d+)\"]"));
        }
        return port;
    }

    /** What the server has said since its last start. */
    String log() {
        return child.text();
    }

    /** The server dies at once, without a chance to say or hand over anything. */
    void kill() {
        child.close();
    }

    /** Starts it again on the same files; the port will be another. */
    void startAgain() {
        port = 0;
        child = launch();
    }

    @Override
    public void close() {
        child.close();
    }
}
