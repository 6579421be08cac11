package io.sessiongrid.tomcat.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that does not outlive this one. Its output is in {@code target/processes}. */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** How a JVM ends that was told to stop, once its hooks have run: 128 and the number of the signal. */
    static final int ENDED_BY_SIGTERM = 143;

    private final Process process;
    private final Path output;
    private final Thread reaper;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.reaper = new Thread(() -> destroy(process));
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    static Child start(String name, Map<String, String> environment, List<String> command) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "processes"));
            Path output = Files.createTempFile(folder, name + "-", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            return new Child(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until the output matches, and answers the last group. */
    String awaitOutput(String regex) {
        Pattern pattern = Pattern.compile(regex);
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || pattern.matcher(text()).find());
        Matcher matcher = pattern.matcher(text());
        if (!matcher.find()) {
            throw new AssertionError("Ended without " + regex + ":\n" + text());
        }
        return matcher.group(matcher.groupCount());
    }

    String text() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: on Linux that is what {@link Process#destroyForcibly} sends. Returns when the process is dead. */
    void kill() {
        destroy(process);
        awaitEnd();
    }

    /** SIGTERM, and does not wait for the end. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** The process stands still, with all its connections open. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try (Child kill = start("kill", Map.of(), List.of("kill", signal, Long.toString(process.pid())))) {
            if (kill.awaitEnd() != 0) {
                throw new IllegalStateException("kill " + signal + ": " + kill.text());
            }
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, 128 and the signal's number if it died of one. */
    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " does not end:\n" + text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
