package io.sessiongrid.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code demo/run}, as somebody would start it in a terminal. Remembers every process that it ever had. */
final class RunningDemo implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/)");

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Set<ProcessHandle> children = ConcurrentHashMap.newKeySet();

    private RunningDemo(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output");
        reader.setDaemon(true);
        reader.start();
    }

    /** In the working directory of Maven's tests, the module. */
    static RunningDemo start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Path.of("run").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return new RunningDemo(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                process.descendants().forEach(children::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines so far. */
    String output() {
        return String.join("\n", output);
    }

    URI awaitAddress() {
        await().atMost(Duration.ofMinutes(3)).until(() -> output().contains("Open http") || !process.isAlive());
        Matcher matcher = ADDRESS.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("The demo printed no address, but " + output());
        }
        return URI.create(matcher.group());
    }

    /** The exit code. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            throw new AssertionError("The demo did not end, but printed " + output());
        }
        return process.exitValue();
    }

    /** As {@code kill} does, or as {@code kill -9}. */
    void kill(boolean forcibly) throws InterruptedException {
        process.descendants().forEach(children::add);
        if (forcibly) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        process.waitFor();
    }

    /** How many processes it ever had, as far as that was seen. */
    int everHad() {
        return children.size();
    }

    void awaitNoneLeft() {
        await().atMost(Duration.ofSeconds(30)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() throws InterruptedException {
        kill(true);
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
