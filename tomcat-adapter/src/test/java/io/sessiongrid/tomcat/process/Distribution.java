package io.sessiongrid.tomcat.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Tomcat distribution, unpacked, with our jar in its {@code lib} folder.
 *
 * @param home its {@code CATALINA_HOME}
 */
record Distribution(Path home) {
    /** Where Maven has put the distributions. */
    private static final Path ARCHIVES = Path.of("target", "distributions");

    /** Applications that no test uses; each costs time at every start. */
    private static final List<String> NEEDLESS = List.of("docs", "host-manager", "ROOT");

    static Distribution tomcat11() {
        return unpack(System.getProperty("tomcat11.distribution"));
    }

    /** With the line that spares every application the search through our jar. */
    static Distribution tomcat101() {
        Distribution distribution = unpack(System.getProperty("tomcat101.distribution"));
        Path properties = distribution.home().resolve("conf").resolve("catalina.properties");
        try {
            String text = Files.readString(properties);
            Files.writeString(properties, text.replace("jarsToSkip=\\\n", "jarsToSkip=\\\ntomcat-adapter-*.jar,\\\n"));
            return distribution;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Afresh, in place of what an earlier test has left. */
    private static Distribution unpack(String version) {
        try {
            Path home = ARCHIVES.resolve("tomcat-" + version).toAbsolutePath();
            delete(home);
            unpack(ARCHIVES.resolve("tomcat-" + version + ".tar.gz"), home);
            for (String needless : NEEDLESS) {
                delete(home.resolve("webapps").resolve(needless));
            }
            Path jar = Path.of(System.getProperty("adapter.jar"));
            Files.copy(jar, home.resolve("lib").resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            return new Distribution(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in the only folder of {@code archive} comes into this one, which is new. */
    static void unpack(Path archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        Child tar = Child.start(
                "tar",
                Map.of(),
                List.of("tar", "xzf", archive.toString(), "--strip-components=1", "-C", folder.toString()));
        tar.awaitEnd();
        tar.close();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
