package io.sessiongrid.contract;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real JVM, killed for real. Its output is in {@code target/processes}. It does not outlive this one. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final Thread reaper;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.reaper = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    /** Starts {@code main} with nothing but these files on the class path. */
    static ChildJvm start(String main, List<String> classPath, List<String> arguments) {
        return start(main, classPath, arguments, ProcessClock.RIGHT);
    }

    static ChildJvm start(String main, List<String> classPath, List<String> arguments, ProcessClock clock) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-modules=java.se",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.management/sun.management=ALL-UNNAMED",
                "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
                clock.option(),
                "-cp",
                String.join(File.pathSeparator, classPath),
                main));
        command.addAll(arguments);
        try {
            Path folder = Files.createDirectories(Path.of("target", "processes"));
            String simpleName = main.substring(main.lastIndexOf('.') + 1);
            Path output = folder.resolve(simpleName + "-" + UUID.randomUUID() + ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new ChildJvm(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the output matches, and answers the first group. */
    String awaitOutput(String regex) {
        Pattern pattern = Pattern.compile(regex);
        await().atMost(ProcessTiming.PATIENCE)
                .until(() -> !process.isAlive() || pattern.matcher(text()).find());
        Matcher matcher = pattern.matcher(text());
        if (!matcher.find()) {
            throw new AssertionError("Ended without " + regex + ":\n" + text());
        }
        return matcher.group(matcher.groupCount());
    }

    /** Waits until the application server in the process says at which port it listens. */
    int awaitPort() {
        return Integer.parseInt(awaitOutput("READY (\\d+)"));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean hasSaid(String words) {
        return text().contains(words);
    }

    private String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and waits for the end. */
    void stop() {
        process.destroy();
        await().atMost(ProcessTiming.PATIENCE).until(() -> !process.isAlive());
    }

    /** SIGKILL: on Linux that is what {@link Process#destroyForcibly} sends. Returns when the process is dead. */
    void kill() {
        try {
            if (!process.destroyForcibly().waitFor(ProcessTiming.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " cannot be killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The process stands still, with all its connections open. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(reaper);
    }
}
