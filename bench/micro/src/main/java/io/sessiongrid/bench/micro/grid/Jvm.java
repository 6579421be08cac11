package io.sessiongrid.bench.micro.grid;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/** JVMs with what Hazelcast asks of a modular one, and the class path of this one. */
public final class Jvm {
    private static final List<String> MODULES = List.of(
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    /** Options for all JVMs of a run, with blanks between them; for a flight recording, for example. */
    private static final String MORE_PROPERTY = "bench.jvm";

    private static final String MORE = System.getProperty(MORE_PROPERTY, "").strip();

    private Jvm() {}

    /** Without logs of daily life, which would stand between the progress of a run. */
    public static void quiet() {
        Logger.getLogger("").setLevel(Level.SEVERE);
    }

    static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MODULES);
        command.addAll(options);
        if (!MORE.isEmpty()) {
            command.addAll(Arrays.asList(MORE.split(" ")));
            command.add("-D" + MORE_PROPERTY + "=" + MORE);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** True if this JVM was started with what Hazelcast asks for. */
    public static boolean isFit() {
        return Object.class.getModule().isOpen("sun.nio.ch", Jvm.class.getModule());
    }

    /**
     * Runs {@code main} in a JVM that is fit, with the terminal of this one, and waits for its end.
     *
     * @return its exit code
     */
    public static int runAgain(Class<?> main, String heap, String... arguments)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(List.of("-Xmx" + heap), main, arguments))
                .inheritIO()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process.waitFor();
    }

    /** Whatever happens to the JVM that has started this one: this one does not outlive it. */
    public static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(Jvm::endWith);
    }

    private static void endWith(ProcessHandle parent) {
        CompletableFuture<Void> unused =
                parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
    }
}
