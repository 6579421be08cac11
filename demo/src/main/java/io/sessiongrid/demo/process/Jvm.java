package io.sessiongrid.demo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process of the demo, which may be killed and started again. Ends when this JVM ends, however that happens (see
 * {@code Leash}). Thread-safe.
 */
public final class Jvm {
    private final String name;
    private final Kind kind;
    private final int port;
    private final Path log;
    private final ProcessBuilder builder;
    private @Nullable Process process;
    private boolean up;

    /** @param logs the directory in which its output is appended to a file; also its working directory */
    Jvm(String name, Kind kind, int port, List<String> command, Path logs) {
        this.name = name;
        this.kind = kind;
        this.port = port;
        this.log = logs.resolve(name + ".log");
        this.builder = new ProcessBuilder(command)
                .directory(logs.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    public int port() {
        return port;
    }

    public Path log() {
        return log;
    }

    /** For example "app server n1". */
    public String title() {
        return kind.title() + " " + name;
    }

    public synchronized State state() {
        if (process == null || !process.isAlive()) {
            return State.DOWN;
        }
        return up ? State.UP : State.STARTING;
    }

    /** Zero if it is down. */
    public synchronized long pid() {
        return process == null || !process.isAlive() ? 0 : process.pid();
    }

    /** Does not wait until it is up; false if it runs already. */
    synchronized boolean start() {
        if (state() != State.DOWN) {
            return false;
        }
        try {
            up = false;
            process = builder.start();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + title(), e);
        }
    }

    /** As {@code kill -9} does, and waits until the process is gone; false if it was down. */
    synchronized boolean kill() {
        Process victim = process;
        if (victim == null || !victim.isAlive()) {
            return false;
        }
        victim.destroyForcibly();
        try {
            victim.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** Asks a starting process whether it is up by now. */
    void look(Probe probe) {
        Process asked = starting();
        if (asked != null && probe.isUp(kind, port)) {
            answered(asked);
        }
    }

    private synchronized @Nullable Process starting() {
        return state() == State.STARTING ? process : null;
    }

    private synchronized void answered(Process asked) {
        up |= asked == process;
    }
}
