package io.sessiongrid.tomcat.process;

import io.sessiongrid.contract.Relay;
import io.sessiongrid.tomcat.faults.Site;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An app server to which things happen. */
final class FaultyServer implements Site.Place {
    /** For so long a request may take that a server has held while it stood still, or that is among its first. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    private final String route;
    private final ServerProcess process;
    private final List<Relay> relays;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile boolean unwell;
    private volatile long well = System.nanoTime();

    /** @param relays its ways to the members; empty if it reaches them directly */
    FaultyServer(String route, ServerProcess process, List<Relay> relays) {
        this.route = route;
        this.process = process;
        this.relays = relays;
    }

    void awaitStarted() {
        process.awaitStarted();
    }

    /** Returns when it takes requests again. */
    void killAndStart() {
        unwell = true;
        process.child().close();
        start();
    }

    /** Stopped as an operator does. */
    void restart() {
        unwell = true;
        process.child().terminate();
        process.child().awaitEnd();
        process.child().close();
        start();
    }

    private void start() {
        generation.incrementAndGet();
        process.startAgain();
        process.awaitStarted();
        recover();
    }

    private void recover() {
        well = System.nanoTime();
        unwell = false;
    }

    void freeze() {
        unwell = true;
        process.child().freeze();
    }

    void thaw() {
        process.child().thaw();
        recover();
    }

    boolean hasRelays() {
        return !relays.isEmpty();
    }

    void trouble(Consumer<Relay> what) {
        relays.forEach(what);
    }

    @Override
    public String route() {
        return route;
    }

    @Override
    public int generation() {
        return generation.get();
    }

    @Override
    public boolean isUnwell() {
        return unwell || System.nanoTime() - well < RECOVERY.toNanos();
    }

    @Override
    public int port() {
        return process.port();
    }

    @Override
    public void close() {
        process.close();
        relays.forEach(Relay::close);
    }
}
