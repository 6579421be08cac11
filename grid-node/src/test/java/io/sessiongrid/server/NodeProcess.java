package io.sessiongrid.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real JVM that runs the packed member. Closing it leaves no process behind. */
public final class NodeProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private NodeProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.start();
    }

    /** Starts {@code java options -jar grid-node.jar args} in {@code directory}. */
    public static NodeProcess start(Path directory, List<String> options, String... args) throws IOException {
        List<String> jar = new ArrayList<>(options);
        jar.addAll(List.of("-jar", jar().toString()));
        return startJar(directory, jar, args);
    }

    /** The same with no more than so many open files. */
    static NodeProcess startWithOpenFiles(int files, Path directory, List<String> options, String... args)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "ulimit -n " + files + " && exec \"$0\" \"$@\"", java().toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(args));
        return startCommand(directory, command);
    }

    /** The same with another jar or class path, which {@code options} end with. */
    static NodeProcess startJar(Path directory, List<String> options, String... args) throws IOException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(args));
        return startJava(directory, arguments);
    }

    /** Starts a member of Hazelcast itself, with nothing but {@code jar} on its class path. */
    public static NodeProcess startMain(Path directory, Path jar, String main, Path config) throws IOException {
        return startJava(directory, List.of("-Dhazelcast.config=" + config, "-cp", jar.toString(), main));
    }

    private static NodeProcess startJava(Path directory, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(arguments);
        return startCommand(directory, command);
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static NodeProcess startCommand(Path directory, List<String> command) throws IOException {
        return new NodeProcess(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start());
    }

    /** Waits for a line that contains {@code text}. */
    public void awaitLine(String text) {
        Awaitility.await("a line with: " + text)
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || lines.stream().anyMatch(line -> line.contains(text)));
        if (lines.stream().noneMatch(line -> line.contains(text))) {
            throw new AssertionError("Ended without a line with: " + text + "\n" + String.join("\n", lines));
        }
    }

    /**
     * SIGTERM. By the handle, because {@link Process#destroy} also closes the output that we want to read to its end.
     */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Sends a signal, as {@code kill} names it. */
    void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("kill " + name + " ended with " + exit);
        }
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** The exit code, once the process has ended and all of its output was read. */
    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Still running:\n" + String.join("\n", lines));
        }
        reader.join();
        return process.exitValue();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packed member, with its libraries in {@code lib} beside it. */
    static Path jar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "grid-node-*.jar")) {
            for (Path jar : jars) {
                if (!jar.toString().endsWith("-tests.jar")) {
                    return jar.toAbsolutePath();
                }
            }
        }
        throw new AssertionError("No jar in target/; run with mvn verify");
    }
}
