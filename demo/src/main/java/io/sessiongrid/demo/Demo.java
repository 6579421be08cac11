package io.sessiongrid.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sessiongrid.demo.process.Installation;
import io.sessiongrid.demo.process.Jvm;
import io.sessiongrid.demo.process.Processes;
import io.sessiongrid.demo.script.Script;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** The demo, as {@code demo/run} starts it. */
public final class Demo {
    private static final int FINE = 0;
    private static final int LOSSES = 1;
    private static final int USAGE = 2;
    private static final int FAILED = 3;

    private final Options options;
    private final PrintStream out;

    private Demo(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** See {@code usage.txt}. */
    public static void main(String[] arguments) {
        try {
            Demo demo = new Demo(Options.parse(List.of(arguments)), System.out);
            System.exit(demo.run() ? FINE : LOSSES);
        } catch (UsageException e) {
            System.err.println(e.getMessage() + "\n\n" + usage());
            System.exit(USAGE);
        } catch (Exception e) {
            System.err.println("Could not run the demo: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private boolean run() throws Exception {
        long start = System.nanoTime();
        Installation installation = installation();
        Front front = Front.listen(options.port(), installation.logs());
        out.println("Starting two grid members and " + options.servers().title() + " ...");
        Processes processes = Processes.start(installation, options.servers(), InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(processes::close, "last-one-out"));
        front.open(processes, options.script() ? Script::shopper : request -> "");
        processes.awaitAllUp();
        describe(processes, front.address(), installation.logs());
        out.printf("All are up after %.1f s%n%n", (System.nanoTime() - start) / 1e9);
        return options.script() ? shop(processes, front.address()) : serve(processes, front.address());
    }

    private boolean shop(Processes processes, URI address) throws Exception {
        boolean fine = new Script(processes, address, options.shoppers(), options.requests(), out).run();
        processes.close();
        return fine;
    }

    private boolean serve(Processes processes, URI address) throws InterruptedException {
        out.println("Open " + address + " and fill a basket, then kill what you like. Ctrl-C ends everything.");
        processes.story().listen(event -> out.println(event.text()));
        // For ever.
        new CountDownLatch(1).await();
        return true;
    }

    private void describe(Processes processes, URI address, Path logs) {
        for (Jvm jvm : processes.all()) {
            out.printf("  %-14s process %-7d 127.0.0.1:%d%n", jvm.title(), jvm.pid(), jvm.port());
        }
        out.printf("  %-14s process %-7d %s%n", "proxy", ProcessHandle.current().pid(), address);
        out.printf("  %-14s %s%n", "logs", logs);
    }

    /** This class is in {@code demo/target/demo.jar}. */
    private static Installation installation() throws URISyntaxException {
        Path jar = Path.of(
                Demo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path repository = jar.resolve("../../..").normalize();
        return new Installation(
                repository, String.valueOf(Demo.class.getPackage().getImplementationVersion()));
    }

    private static String usage() {
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream("usage.txt"))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            return "See demo/run --help";
        }
    }
}
