package io.sessiongrid.demo.script;

import io.sessiongrid.demo.process.Jvm;
import io.sessiongrid.demo.process.Kind;
import io.sessiongrid.demo.process.Processes;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The unattended run: shoppers shop, while an app server and a member are killed and started again. */
public final class Script {
    /** Long enough for a process to come up meanwhile, so that shoppers need not wait for it. */
    private static final Duration LONGEST_RUN = Duration.ofSeconds(35);

    /** Between two requests, where that makes no longer run. */
    private static final Duration APART = Duration.ofMillis(15);

    private final Processes processes;
    private final Pace pace;
    private final Traffic traffic = new Traffic();
    private final List<Shopper> shoppers;
    private final PrintStream out;

    /**
     * Not started yet.
     *
     * @param shop where the proxy is
     */
    public Script(Processes processes, URI shop, int shoppers, int requests, PrintStream out) {
        this.processes = processes;
        this.pace = new Pace(requests, spread(requests));
        this.out = out;
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        this.shoppers = IntStream.rangeClosed(1, shoppers)
                .mapToObj(i -> new Shopper(i, new ShopClient(http, shop, "s" + i), pace, traffic))
                .toList();
    }

    private static Duration spread(int requests) {
        Duration unhurried = APART.multipliedBy(requests);
        return unhurried.compareTo(LONGEST_RUN) < 0 ? unhurried : LONGEST_RUN;
    }

    /** By whom the proxy is to alternate, so that each shopper meets the other server with each request. */
    public static String shopper(Request request) {
        String name = request.getHeaders().get(ShopClient.SHOPPER);
        return name == null ? "" : name;
    }

    /**
     * Runs it and prints what happens.
     *
     * @return true if nothing was lost and nothing was stale
     * @throws IOException if a process does not come up again
     */
    public boolean run() throws IOException, InterruptedException, ExecutionException {
        out.println("Sent " + shoppers.size() + " shoppers shopping; each waits for an answer before its next request");
        processes.story().listen(event -> out.println("  " + event.text()));
        ExecutorService threads = Executors.newCachedThreadPool(Script::daemon);
        List<Future<Losses>> running = new ArrayList<>();
        shoppers.forEach(shopper -> running.add(threads.submit(shopper)));
        Future<?> progress = threads.submit(this::reportProgress);
        try {
            direct();
            Losses losses = Losses.NONE;
            for (Future<Losses> shopper : running) {
                losses = losses.plus(shopper.get());
            }
            progress.get();
            Report.print(out, shoppers.size(), traffic, losses);
            return losses.areNone();
        } finally {
            threads.shutdownNow();
        }
    }

    /** What is killed when, in percent of all requests. */
    private void direct() throws IOException, InterruptedException {
        pace.openTo(60);
        killAndRestart(processes.all(Kind.APP_SERVER).get(0), 20, 35);
        pace.openTo(90);
        killAndRestart(processes.all(Kind.MEMBER).get(0), 60, 75);
        pace.openTo(100);
    }

    private void killAndRestart(Jvm jvm, int killAt, int restartAt) throws IOException, InterruptedException {
        pace.awaitTaken(killAt);
        processes.kill(jvm);
        pace.awaitTaken(restartAt);
        processes.restart(jvm);
        processes.awaitAllUp();
    }

    private @Nullable Void reportProgress() throws InterruptedException {
        for (int percent = 10; percent <= 100 && pace.awaitTaken(percent); percent += 10) {
            Losses losses = shoppers.stream().map(Shopper::losses).reduce(Losses.NONE, Losses::plus);
            out.println(Report.progress(percent, traffic, losses));
        }
        return null;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "shopper");
        thread.setDaemon(true);
        return thread;
    }
}
