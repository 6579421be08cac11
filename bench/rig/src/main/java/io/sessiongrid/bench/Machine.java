package io.sessiongrid.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What a run ran on. */
final class Machine {
    private Machine() {}

    static List<String> facts(Path repository, boolean quick) {
        return List.of(
                "Date: " + LocalDate.now(ZoneOffset.UTC) + ", commit " + commit(repository) + ", "
                        + (quick ? "`bench/run --quick`" : "`bench/run`"),
                "Machine: " + Runtime.getRuntime().availableProcessors() + " processors (" + processor() + "), "
                        + System.getProperty("os.name") + ", the client on the same ones",
                "JVM of all servers: " + System.getProperty("java.vm.name") + " " + Runtime.version()
                        + ", 1 GB of heap each");
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String commit(Path repository) {
        try {
            Process git =
                    new ProcessBuilder("git", "-C", repository.toString(), "describe", "--always", "--dirty").start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
