package io.sessiongrid.bench.micro.grid;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A member in a process of its own. It ends with this one, however that ends. Not thread-safe. */
public final class MemberProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    private MemberProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Returns when it has joined. */
    static MemberProcess start(List<String> options) {
        try {
            MemberProcess member = new MemberProcess(new ProcessBuilder(Jvm.command(options, MemberMain.class))
                    .redirectError(Redirect.INHERIT)
                    .start());
            member.awaitReady();
            return member;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start a member", e);
        }
    }

    private void awaitReady() {
        while (!readLine().equals(MemberMain.READY)) {
            // Whatever Hazelcast prints.
        }
    }

    private String readLine() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("A member has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A member has ended", e);
        }
        return readLine();
    }

    /** In bytes, after a garbage collection. */
    public long usedHeap() {
        return Long.parseLong(ask(MemberMain.HEAP));
    }

    /** Entries that it owns and what Hazelcast says that they cost, in bytes. */
    public String mapCost(String mapName) {
        return ask(MemberMain.MAP + mapName);
    }

    /** The classes that take most of its heap, a line each. */
    public String classes() {
        StringBuilder lines = new StringBuilder();
        for (String line = ask(MemberMain.CLASSES); !line.isEmpty(); line = readLine()) {
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    /** Processor time that it has used since its start. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends it without handing over what it holds; returns when it is dead. */
    @Override
    public void close() {
        try {
            questions.close();
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            // It is dead already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
