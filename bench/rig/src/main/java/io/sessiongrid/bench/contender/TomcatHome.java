package io.sessiongrid.bench.contender;

import io.sessiongrid.bench.process.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Tomcat distribution.
 *
 * @param folder its {@code CATALINA_HOME}
 */
record TomcatHome(Path folder) {
    /** Unpacks it if that was not done in this run. */
    static TomcatHome of(Site site) {
        Path folder = site.folder().resolve("tomcat");
        if (!Files.exists(folder)) {
            Path archive = site.built("bench/rig", "distributions").resolve("tomcat.tar.gz");
            try {
                Files.createDirectories(folder);
                int code = new ProcessBuilder(
                                "tar", "xzf", archive.toString(), "--strip-components=1", "-C", folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
                if (code != 0) {
                    throw new IllegalStateException("Could not unpack " + archive);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return new TomcatHome(folder);
    }

    /** A {@code CATALINA_BASE} with the application. */
    Path newBase(Site site, Path base, TomcatSessions.Setup setup) {
        try {
            Path application = base.resolve("webapps/ROOT/WEB-INF");
            for (String name : List.of("conf", "lib", "logs", "temp", "work", "webapps/ROOT/WEB-INF/lib")) {
                Files.createDirectories(base.resolve(name));
            }
            for (String name : List.of("catalina.properties", "logging.properties", "web.xml")) {
                Files.copy(
                        folder.resolve("conf").resolve(name),
                        base.resolve("conf").resolve(name));
            }
            Files.writeString(
                    base.resolve("conf/server.xml"), resource("server.xml").replace("<!-- cluster -->", setup.host()));
            Files.writeString(base.resolve("conf/context.xml"), "<Context>" + setup.context() + "</Context>");
            for (Path jar : setup.commonJars()) {
                Files.copy(jar, base.resolve("lib").resolve(jar.getFileName()));
            }
            Files.writeString(application.resolve("web.xml"), resource("web.xml"));
            copyClasses(site.repository().resolve("bench/app/target/classes"), application);
            for (String module : setup.modules()) {
                Path target = site.repository().resolve("bench").resolve(module).resolve("target");
                copyClasses(target.resolve("classes"), application);
                copyJars(target.resolve("lib"), application.resolve("lib"));
            }
            return base;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> startArguments(Path base) {
        return List.of(
                "-Djava.util.logging.config.file=" + base.resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-Dcatalina.home=" + folder,
                "-Dcatalina.base=" + base,
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-cp",
                folder.resolve("bin/bootstrap.jar") + ":" + folder.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start");
    }

    /** One of the files beside this class. */
    static String resource(String name) {
        try (InputStream file = TomcatHome.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyClasses(Path from, Path application) throws IOException {
        Path to = application.resolve("classes");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void copyJars(Path from, Path to) throws IOException {
        try (Stream<Path> jars = Files.list(from)) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, to.resolve(jar.getFileName()));
            }
        }
    }
}
