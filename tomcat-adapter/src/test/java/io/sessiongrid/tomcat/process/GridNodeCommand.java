package io.sessiongrid.tomcat.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code bin/grid-node} of the archive that operators get, unpacked. */
final class GridNodeCommand {
    private static final Path HOME = unpack();

    private GridNodeCommand() {}

    /** Starts a command with these options of the JVM. */
    static Child start(String name, List<String> jvmOptions, List<String> arguments) {
        return start(name, List.of(), jvmOptions, arguments);
    }

    /** @param within what runs it, for example in a network of its own */
    static Child start(String name, List<String> within, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>(within);
        command.add(HOME.resolve("bin/grid-node").toString());
        command.addAll(arguments);
        return Child.start(
                name,
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", String.join(" ", jvmOptions)),
                command);
    }

    private static Path unpack() {
        Path target = Path.of("..", "grid-node", "target");
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(target, "sessiongrid-*.tar.gz")) {
            Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "members")), "sessiongrid-")
                    .toAbsolutePath();
            Distribution.unpack(archives.iterator().next(), home);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
